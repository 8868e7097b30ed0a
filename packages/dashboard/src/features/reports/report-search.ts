/** What the address of the reports page says: that a new one is being asked for. */
export interface ReportSearch {
  new?: true;
}

export function parseReportSearch(search: Record<string, unknown>): ReportSearch {
  return search['new'] === true ? { new: true } : {};
}
