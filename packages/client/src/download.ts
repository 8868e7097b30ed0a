import { LazyPromise } from './lazy-promise.ts';
import type { HttpResponse } from './transport.ts';

/** A file that the server writes while you read: await it for the whole text, or iterate over pieces of it. */
export class TextDownload extends LazyPromise<string> implements AsyncIterable<string> {
  readonly #open: () => Promise<HttpResponse>;

  constructor(open: () => Promise<HttpResponse>) {
    super();
    this.#open = open;
  }

  protected async start(): Promise<string> {
    const response = await this.#open();
    return response.text();
  }

  /** Pieces as they come: not lines, and no matter how long the whole is. */
  async *[Symbol.asyncIterator](): AsyncIterableIterator<string> {
    const response = await this.#open();
    const decoder = new TextDecoder();
    for await (const chunk of response.chunks()) yield decoder.decode(chunk, { stream: true });
    const rest = decoder.decode();
    if (rest) yield rest;
  }
}
