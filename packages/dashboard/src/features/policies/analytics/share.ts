/** A part of a whole in per cent: `12 %`, `< 1 %`. */
export function shareOf(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (part / whole) * 100;
  return `${percent > 0 && percent < 1 ? '< 1' : Math.round(percent).toLocaleString()} %`;
}
