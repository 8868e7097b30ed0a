import type { ComponentProps } from 'react';

const looks = {
  primary: 'bg-accent text-accent-ink hover:brightness-110',
  plain: 'border border-line bg-surface hover:bg-raised',
  quiet: 'hover:bg-raised',
  danger: 'border border-line bg-surface text-bad hover:bg-bad-soft',
};

export interface ButtonProps extends ComponentProps<'button'> {
  look?: keyof typeof looks;
}

export function Button({ look = 'plain', type = 'button', className = '', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-3 font-medium whitespace-nowrap transition disabled:opacity-50 ${looks[look]} ${className}`}
    />
  );
}
