import { isIP } from 'node:net';

import { isPublicAddress } from './public-address.ts';

/**
 * What is wrong with an address for webhooks, as far as it shows without a look-up: whether a name
 * leads to a private address is judged when the server connects to it.
 */
export function refuseWebhookUrl(url: string, { allowPrivate }: { allowPrivate: boolean }): string | undefined {
  if (!URL.canParse(url)) return 'is not a URL';
  if (allowPrivate) return undefined;
  // The URL standard writes 2130706433 and 0x7f.1 as 127.0.0.1.
  const host = new URL(url).hostname.replace(/^\[|\]$|\.$/g, '');
  const isPrivate = isIP(host) === 0 ? /^(.+\.)?localhost$/.test(host) : !isPublicAddress(host);
  return isPrivate ? `leads to ${host}, and this server sends webhooks to public addresses alone` : undefined;
}
