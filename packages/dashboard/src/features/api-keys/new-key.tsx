import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

/** The one time that a key is seen. */
export function NewKey({ apiKey, onSaved }: { apiKey: string; onSaved: () => void }) {
  return (
    <div className="grid gap-4">
      <p>Save this key now: it is not shown again.</p>
      <div className="border-line bg-canvas flex items-center justify-between gap-2 rounded-md border p-2 pl-3">
        <code className="font-mono text-xs break-all">{apiKey}</code>
        <CopyButton text={apiKey} />
      </div>
      <Button look="primary" onClick={onSaved}>
        I saved it
      </Button>
    </div>
  );
}
