/** Long enough for a browser to have taken what it was given. */
const releaseAfterMs = 60_000;

/** Hands a file to the browser, which keeps it under this name. */
export function saveFile(name: string, content: BlobPart, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), releaseAfterMs);
}
