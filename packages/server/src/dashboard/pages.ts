import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import fastifyCompress from '@fastify/compress';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Beside the published server; in a checkout, where the dashboard's own build puts it. */
const folders = ['./dashboard/', '../dashboard/', '../../../dashboard/dist/'];

/** Scripts, styles and calls of this host alone; and nobody may frame an approval button. */
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export interface DashboardPages {
  /** Serves the files that pages load. */
  register: (app: FastifyInstance) => Promise<void>;
  /** Answers a browser that asks for a page: which one, the page's own router decides. False for any other request. */
  send: (request: FastifyRequest, reply: FastifyReply) => boolean;
}

/** The dashboard at `/`, or `undefined` when it was not built. */
export function findDashboard(): DashboardPages | undefined {
  const folder = folders
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((place) => existsSync(`${place}index.html`));
  if (folder === undefined) return undefined;
  const page = readFileSync(`${folder}index.html`, 'utf8');

  return {
    register: async (app) => {
      // In a scope of its own, so that nothing but these files is compressed.
      await app.register(async (files) => {
        await files.register(fastifyCompress, { encodings: ['br', 'gzip'] });
        await files.register(fastifyStatic, {
          root: folder,
          wildcard: false,
          index: false,
          globIgnore: ['index.html'],
          cacheControl: false,
          setHeaders: (reply, path) => {
            // Built files carry a hash of their content in their name.
            void reply.header(
              'cache-control',
              path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
            );
          },
        });
      });
    },
    send: (request, reply) => {
      if (!isPageRequest(request)) return false;
      void reply
        .code(200)
        .headers({
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-cache',
          'content-security-policy': contentPolicy,
          'x-frame-options': 'DENY',
          'referrer-policy': 'same-origin',
        })
        .send(page);
      return true;
    },
  };
}

function isPageRequest({ method, url, headers }: FastifyRequest): boolean {
  const isApi = /^\/(api|agents\/hitl|docs|openapi\.json)(\/|$|\?)/.test(url);
  return (method === 'GET' || method === 'HEAD') && !isApi && (headers.accept ?? '').includes('text/html');
}
