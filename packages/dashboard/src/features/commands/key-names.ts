const isMac = /mac|iphone|ipad/i.test(navigator.userAgent);

/** The keys that open the palette, as this keyboard has them. */
export const paletteKeys = isMac ? ['⌘', 'K'] : ['Ctrl', 'K'];

/** Whether an event is the palette's: either modifier, since a keyboard may not be its machine's. */
export function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey;
}
