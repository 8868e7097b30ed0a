import { appendFile } from 'node:fs/promises';

export interface Refund {
  order: string;
  amount: number;
}

/** Sends money back: here, a line in a file. */
export async function sendRefund({ order, amount }: Refund): Promise<string> {
  const ledger = process.env['REFUNDS_FILE'] ?? 'refunds.txt';
  await appendFile(ledger, `${order} ${amount.toFixed(2)} EUR\n`);
  return `refunded ${amount.toFixed(2)} EUR for ${order}`;
}
