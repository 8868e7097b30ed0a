/** What the address of a list says: that a new one is being made. So every dialog of that kind has a link. */
export interface NewSearch {
  new?: true;
}

export function parseNewSearch(search: Record<string, unknown>): NewSearch {
  return search['new'] === true ? { new: true } : {};
}
