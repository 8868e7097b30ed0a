import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';

import { buildConnector } from 'undici';

import { isPublicAddress } from './public-address.ts';

/** Why no connection was made: the receiver stands inside somebody's network. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';
}

/** `dns.lookup` for all addresses of a name. */
export type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardedConnectOptions {
  timeoutMs: number;
  /** Default: the system's. */
  lookup?: Lookup;
}

/**
 * Connects to public addresses alone. What is judged is the address that the socket is about to
 * connect to: there is no second look-up in between that could answer something else.
 */
export function createGuardedConnect({
  timeoutMs,
  lookup = systemLookup,
}: GuardedConnectOptions): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guard(lookup) });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    // A literal address is never looked up.
    if (isIP(host) !== 0 && !isPublicAddress(host)) callback(refuse(host), null);
    else connect(options, callback);
  };
}

type SocketLookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** One private address among several is enough to refuse: which of them is used is not ours to choose. */
function guard(lookup: Lookup) {
  return (hostname: string, options: LookupOptions, callback: SocketLookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const hidden = error === null ? addresses.find(({ address }) => !isPublicAddress(address)) : undefined;
      if (error !== null) callback(error, []);
      else if (hidden !== undefined) callback(refuse(`${hostname}, which is ${hidden.address},`), []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

function refuse(host: string): PrivateAddressError {
  return new PrivateAddressError(`${host} is not a public address, and this server sends webhooks to those alone`);
}
