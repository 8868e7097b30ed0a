/** After `g`, the letter that leads to a screen. */
export const goKeys: Readonly<Record<string, string>> = {
  o: '/',
  l: '/logs',
  t: '/traces',
  a: '/alerts',
  i: '/approvals',
  n: '/agents',
  p: '/policies',
  r: '/rules',
  c: '/packs',
  e: '/reports',
  k: '/api-keys',
  s: '/settings',
  m: '/settings/members',
};

/** The letter of a screen, where it has one. */
export function goKeyOf(path: string): string | undefined {
  return Object.entries(goKeys).find(([, to]) => to === path)?.[0];
}
