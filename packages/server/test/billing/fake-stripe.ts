import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StripeCall {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** The form, its keys as Stripe nests them: `line_items[0][price]`. */
  form: Record<string, string>;
}

/** The part of Stripe's HTTP interface that the server calls. */
export async function startFakeStripe() {
  const calls: StripeCall[] = [];
  const state = { isDown: false, subscriptions: new Map<string, object>() };
  let made = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      calls.push({ method: request.method ?? '', path, headers: request.headers, form });
      if (state.isDown) return answer(response, 500, { error: { type: 'api_error', message: 'down' } });
      made += 1;
      if (path === '/v1/checkout/sessions') {
        return answer(response, 200, {
          id: `cs_test_${made}`,
          object: 'checkout.session',
          url: `https://checkout.stripe.com/c/${made}`,
        });
      }
      if (path === '/v1/billing_portal/sessions') {
        return answer(response, 200, {
          id: `bps_${made}`,
          object: 'billing_portal.session',
          url: `https://billing.stripe.com/p/${made}`,
        });
      }
      if (path === '/v1/customers') return answer(response, 200, { id: `cus_made_${made}`, object: 'customer' });
      const subscription = state.subscriptions.get(path.replace('/v1/subscriptions/', ''));
      if (subscription !== undefined) return answer(response, 200, subscription);
      return answer(response, 404, { error: { type: 'invalid_request_error', message: `No such thing: ${path}` } });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    state,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
