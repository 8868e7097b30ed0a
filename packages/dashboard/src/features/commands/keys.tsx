/** Keys to press, one after the other or together. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className="inline-flex shrink-0 gap-1">
      {keys.map((key, place) => (
        <kbd
          // oxlint-disable-next-line react/no-array-index-key -- a key may come twice
          key={place}
          className="border-line bg-raised text-muted inline-flex h-5 min-w-5 items-center justify-center rounded border px-1 font-sans text-xs"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
