import type { FormEvent, ReactNode } from 'react';

import { Button } from '../../ui/button.tsx';
import { usePageTitle } from '../../ui/page-title.ts';
import { Failure } from '../../ui/state.tsx';

interface AuthCardProps {
  title: string;
  submit: string;
  pending: boolean;
  error: unknown;
  onSubmit: (form: FormData) => void;
  children: ReactNode;
  footer: ReactNode;
}

/** The form that signing in and signing up share. */
export function AuthCard({ title, submit, pending, error, onSubmit, children, footer }: AuthCardProps) {
  usePageTitle(title);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(new FormData(event.currentTarget));
  };
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="grid w-full max-w-sm gap-5">
        <div className="flex items-center justify-center gap-2.5">
          <img src="/icon.svg" alt="" className="size-8" />
          <span className="text-lg font-semibold">agentaudit</span>
        </div>
        <form onSubmit={send} className="border-line bg-surface grid gap-4 rounded-xl border p-6 shadow-sm">
          <h1 className="text-base font-semibold">{title}</h1>
          {error !== null && <Failure error={error} />}
          {children}
          <Button type="submit" look="primary" disabled={pending} className="h-9">
            {pending ? 'One moment…' : submit}
          </Button>
        </form>
        <p className="text-muted text-center">{footer}</p>
      </div>
    </main>
  );
}
