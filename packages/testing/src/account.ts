export interface TestAccount {
  /** `Authorization: Bearer` of its owner. */
  accessToken: string;
  organization: { id: string; email: string; plan: string; name: string };
  /** `x-api-key` with the default scopes. */
  apiKey: string;
  email: string;
  password: string;
}

export interface SignUpOptions {
  /** Default: those a key has when its maker does not say. */
  scopes?: string[];
}

/** A new organization on the server at `url`, with an API key. */
export async function signUp(url: string, options: SignUpOptions = {}): Promise<TestAccount> {
  const credentials = { email: `owner-${crypto.randomUUID()}@example.com`, password: 'correct horse battery staple' };
  const session = await post<Pick<TestAccount, 'accessToken' | 'organization'>>(url, '/auth/register', credentials);
  const { key } = await post<{ key: string }>(
    url,
    '/auth/api-keys',
    { name: 'test', ...options },
    { authorization: `Bearer ${session.accessToken}` },
  );
  return { ...session, ...credentials, apiKey: key };
}

async function post<Answer>(url: string, path: string, body: unknown, headers = {}): Promise<Answer> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
