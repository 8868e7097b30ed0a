import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

import { Button } from './button.tsx';

const shownMs = 1500;

/** Copies a text, and says that it did. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), shownMs);
  };
  return (
    <Button look="quiet" onClick={() => void copy()} aria-live="polite">
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      {copied ? 'Copied' : label}
    </Button>
  );
}
