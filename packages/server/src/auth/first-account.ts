import type { Config } from '../config.ts';
import type { ApiKeyService } from '../api-keys/service.ts';
import { HttpError } from '../errors.ts';
import type { Principal } from '../http/principal.ts';
import type { AccountService } from './service.ts';
import { type AccountStore, isUniqueViolation } from './store.ts';

interface FirstAccountOptions {
  accounts: AccountService;
  store: AccountStore;
  apiKeys: ApiKeyService;
}

/** Makes the account and key that the environment names, unless they are there. */
export async function createFirstAccount(
  config: Config,
  { accounts, store, apiKeys }: FirstAccountOptions,
): Promise<void> {
  const { AGENTAUDIT_INIT_EMAIL: email, AGENTAUDIT_INIT_PASSWORD: password, AGENTAUDIT_INIT_API_KEY: key } = config;
  if (email === undefined || password === undefined) return;
  const name = config.AGENTAUDIT_INIT_ORG;
  const account = await foundOrFind();
  if (key === undefined || (await apiKeys.has(key))) return;
  const owner: Principal = {
    kind: 'user',
    id: account.userId,
    name: account.email,
    person: account.userId,
    organization: { number: account.org, id: account.organizationId },
    scopes: new Set(),
  };
  try {
    await apiKeys.create(owner, { name: 'initial key' }, key);
  } catch (error) {
    // Another server that starts at the same time made it meanwhile.
    if (!isUniqueViolation(error)) throw error;
  }

  async function foundOrFind() {
    try {
      return await accounts.found({ email: email!, password: password!, ...(name === undefined ? {} : { name }) });
    } catch (error) {
      const found =
        error instanceof HttpError && error.code === 'email_in_use'
          ? await store.findByEmail(email!.toLowerCase())
          : undefined;
      if (found === undefined) throw error;
      return found;
    }
  }
}
