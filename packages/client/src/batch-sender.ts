import { platform } from '#platform';
import { type Batch, toBody } from './queued-entry.ts';
import type { HttpResponse, Transport } from './transport.ts';

export interface BatchSender {
  send(batch: Batch): Promise<{ response: HttpResponse; text: string; compressed: boolean }>;
}

const worthCompressing = 1024;

/** Posts one batch, once. */
export function createBatchSender(options: {
  transport: Transport;
  url: string;
  headers: () => Record<string, string>;
  timeoutMs: number;
  compression: boolean;
}): BatchSender {
  let coding: string | undefined;

  return {
    async send(batch) {
      const body = toBody(batch);
      const compress = coding && body.length > worthCompressing ? platform.compressors[coding] : undefined;
      const headers: Record<string, string> = { 'content-type': 'application/json', ...options.headers() };
      if (compress && coding) headers['content-encoding'] = coding;
      // Somebody waits for the stored log: ask for it, in place of its id.
      if (batch.entries.some((entry) => entry.onSettled)) headers['prefer'] = 'return=representation';
      const response = await options.transport.send({
        method: 'POST',
        url: options.url,
        headers,
        body: compress ? await compress(body) : body,
        timeoutMs: options.timeoutMs,
        background: true,
      });
      const answer = await response.text();
      if (response.status === 415) coding = undefined;
      // RFC 7694: a server says in its answers which codings it takes.
      else if (options.compression) coding = readCoding(response.header('accept-encoding'));
      return { response, text: answer, compressed: compress !== undefined };
    },
  };
}

function readCoding(header: string | null): string | undefined {
  const codings = header?.split(',').map((coding) => coding.split(';')[0]?.trim());
  return codings?.find((coding) => coding !== undefined && coding in platform.compressors);
}
