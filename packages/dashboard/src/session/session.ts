import {
  AgentAuditClient,
  ApiError,
  type ClientOptions,
  type Credentials,
  type InvitationAcceptance,
  type Organization,
  type Registration,
} from 'agentaudit-client';

/** Renewed this long before the hour of an access token is over. */
const renewAfterMs = 50 * 60 * 1000;

/**
 * The one connection to the server. The access token lives in its memory alone; what survives a
 * reload is a cookie that no script can read.
 */
export const client = new AgentAuditClient({ baseUrl: location.origin, logger: false, fetch: send });

let organization: Organization | undefined;
let renewing: Promise<Organization | undefined> | undefined;
let renewal: ReturnType<typeof setTimeout> | undefined;

/** Says that there may be a cookie, so that nobody who is signed out is asked for one. All tabs see it change. */
const markKey = 'agentaudit.signed-in';

const endListeners = new Set<(isExpired: boolean) => void>();

/** Whose session it is: the running one, or the one that the cookie brings back. `undefined`: nobody is signed in. */
export function currentSession(): Promise<Organization | undefined> {
  return organization === undefined ? renew() : Promise.resolve(organization);
}

export async function signIn(credentials: Credentials): Promise<Organization> {
  return begin(await client.login(credentials));
}

export async function signUp(registration: Registration): Promise<Organization> {
  return begin(await client.register(registration));
}

/** Takes an invitation up. */
export async function join(acceptance: InvitationAcceptance): Promise<Organization> {
  return begin(await client.acceptInvitation(acceptance));
}

/** Ends the session of this browser, in all of its tabs; `everywhere` those of all browsers. */
export async function signOut({ everywhere = false }: { everywhere?: boolean } = {}): Promise<void> {
  await client.logout({ everywhere });
  end(false);
}

/** Called when the session ends: because it expired or was ended elsewhere, or because its owner wanted it. */
export function onSessionEnd(listener: (isExpired: boolean) => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

function begin(session: { organization: Organization }): Organization {
  localStorage.setItem(markKey, String(Date.now()));
  return enter(session);
}

function enter(session: { organization: Organization }): Organization {
  organization = session.organization;
  clearTimeout(renewal);
  // What does not work now is tried again when the server refuses the token.
  renewal = setTimeout(() => void renew().catch(() => undefined), renewAfterMs);
  return organization;
}

function end(isExpired: boolean): void {
  clearTimeout(renewal);
  organization = undefined;
  client.accessToken = undefined;
  localStorage.removeItem(markKey);
  for (const listener of endListeners) listener(isExpired);
}

/** Asks the cookie for the next token, once for all who ask at the same time. */
function renew(): Promise<Organization | undefined> {
  renewing ??= refresh().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function refresh(): Promise<Organization | undefined> {
  if (localStorage.getItem(markKey) === null) return undefined;
  try {
    return enter(await client.refresh());
  } catch (error) {
    if (!ApiError.isInstance(error) || error.status !== 401) throw error;
    end(true);
    return undefined;
  }
}

/** Calls whose 401 is not about the token. */
const tokenless = /\/auth\/(login|register|refresh|logout|accept-invitation)$/;

/** A token that the server takes no longer is renewed behind the caller's back: a laptop that slept goes on where it was. */
async function send(...[url, init]: Parameters<NonNullable<ClientOptions['fetch']>>) {
  const response = await fetch(url, init);
  const sent = init.headers['authorization'];
  if (response.status !== 401 || sent === undefined || tokenless.test(url)) return response;
  if (sent === bearer() && (await renew()) === undefined) return response;
  const renewed = bearer();
  if (renewed === undefined) return response;
  return fetch(url, { ...init, headers: { ...init.headers, authorization: renewed } });
}

function bearer(): string | undefined {
  return client.accessToken === undefined ? undefined : `Bearer ${client.accessToken}`;
}

addEventListener('storage', ({ key, newValue }) => {
  if (organization === undefined || (key !== markKey && key !== null)) return;
  if (newValue === null) end(false);
  // Somebody signed in anew in another tab, maybe somebody else: the cookie is theirs now.
  else location.reload();
});
