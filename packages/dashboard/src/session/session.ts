import { AgentAuditClient, ApiError, type Credentials, type Organization, type Registration } from 'agentaudit-client';

/** Renewed this long before the hour of an access token is over. */
const renewAfterMs = 50 * 60 * 1000;

/**
 * The one connection to the server. The access token lives in its memory alone; what survives a
 * reload is a cookie that no script can read.
 */
export const client = new AgentAuditClient({ baseUrl: location.origin, logger: false });

let organization: Organization | undefined;
let opening: Promise<Organization | undefined> | undefined;
let renewal: ReturnType<typeof setTimeout> | undefined;

/** Says that there may be a cookie, so that nobody who is signed out is asked for one. */
const markKey = 'agentaudit.signed-in';

function enter(session: { organization: Organization }): Organization {
  organization = session.organization;
  localStorage.setItem(markKey, '1');
  clearTimeout(renewal);
  renewal = setTimeout(() => void resume(), renewAfterMs);
  return organization;
}

async function resume(): Promise<Organization | undefined> {
  if (localStorage.getItem(markKey) === null) return undefined;
  try {
    return enter(await client.refresh());
  } catch (error) {
    if (!ApiError.isInstance(error) || error.status !== 401) throw error;
    localStorage.removeItem(markKey);
    return undefined;
  }
}

/** Whose session it is: the running one, or the one that the cookie brings back. `undefined`: nobody is signed in. */
export function currentSession(): Promise<Organization | undefined> {
  if (organization !== undefined) return Promise.resolve(organization);
  opening ??= resume().finally(() => {
    opening = undefined;
  });
  return opening;
}

export async function signIn(credentials: Credentials): Promise<Organization> {
  return enter(await client.login(credentials));
}

export async function signUp(registration: Registration): Promise<Organization> {
  return enter(await client.register(registration));
}

export async function signOut(): Promise<void> {
  clearTimeout(renewal);
  organization = undefined;
  localStorage.removeItem(markKey);
  await client.logout();
}
