import type { Page } from 'agentaudit-schemas';

import { LazyPromise } from './lazy-promise.ts';

/** A list: await it for one page, or iterate over it for every item of every page from there on. */
export class PagePromise<Item> extends LazyPromise<Page<Item>> implements AsyncIterable<Item> {
  readonly #load: (cursor?: string) => Promise<Page<Item>>;

  constructor(load: (cursor?: string) => Promise<Page<Item>>) {
    super();
    this.#load = load;
  }

  protected start(): Promise<Page<Item>> {
    return this.#load();
  }

  /** Page by page. */
  async *pages(): AsyncIterableIterator<Page<Item>> {
    let page = await this.promise;
    yield page;
    while (page.nextCursor !== null && page.nextCursor !== undefined) {
      page = await this.#load(page.nextCursor);
      yield page;
    }
  }

  async *[Symbol.asyncIterator](): AsyncIterableIterator<Item> {
    for await (const page of this.pages()) yield* page.data;
  }
}
