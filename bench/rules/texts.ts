/** A generator of numbers that is the same in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff;
    return state / 0x7f_ff_ff_ff;
  };
}

const ordinary = [
  'The agent read the ticket, looked at the last three deployments and found that the cache was cold after each of them.',
  'Quarterly numbers look fine; a short note was drafted and sent to the team for a second reading.',
  '{"tool":"search","arguments":{"query":"return policy for opened items","limit":5},"status":"ok","latency_ms":412}',
  'We compared the two proposals and prefer the second, because it needs no change to the storage layer.',
  '2026-03-05T18:54:00.623Z INFO worker finished batch 48129 in 1.2 s, 512 rows, 0 retries',
  'function total(items) { return items.reduce((sum, item) => sum + item.price * item.count, 0); }',
  'Please double check the wording before publishing; the legal team asked for a clearer second paragraph.',
  'Model answered in 840 ms using 340 tokens, finish reason stop, temperature 0.2.',
  'GET /v2/articles/how-to-brew-coffee HTTP/1.1 200 5231 "-" "curl/8.5.0"',
  'Some users prefer the darker theme at night, and a few of them wrote that the contrast is still too low.',
];

const sensitive = [
  (n: () => string) => `Contact: Jane Doe <jane.doe${n()}@example.com>, phone +1 415-555-${four(n)}`,
  (n: () => string) => `employee.ssn = "536-${two(n)}-4${three(n)}" verified by payroll`,
  (n: () => string) => `{"card":"4539 5787 6362 1486","name":"A. Roe","order":${n()}}`,
  (n: () => string) => `patient Ann Lee (MRN 00${four(n)}${two(n)}) was discharged, DOB 04/17/1961`,
  (n: () => string) => `remote_addr=203.0.${two(n)}.${two(n)} status=200 user=ann.lee@example.org`,
  (n: () => string) => `Please wire EUR 1,${three(n)} to GB82 WEST 1234 5698 7654 32.`,
  (n: () => string) => `passport no. C0${four(n)}${three(n)} expires 2031, licence number D835-489-15-${three(n)}-0`,
  (n: () => string) => `pwd = "Winter${four(n)}!" and api_key: 9f86d081884c7d659a2f${four(n)}`,
  (n: () => string) => `NI number XH 29 86 ${two(n)} B, PESEL 44051401359, routing number 021000021`,
  (n: () => string) => `see https://example.com/orders/${n()}?ref=mail or call (415) 555-${four(n)}`,
];

const digits = (n: () => string, length: number) => n().padStart(length, '1').slice(-length);
const two = (n: () => string) => digits(n, 2);
const three = (n: () => string) => digits(n, 3);
const four = (n: () => string) => digits(n, 4);

/** Texts of about `length` characters, of log lines, prose and code; `dense` ones hold some ten items of personal data. */
export function createTexts(count: number, length: number, dense: boolean): string[] {
  const random = createRandom(dense ? 7 : 11);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]!;
  const number = () => String(Math.floor(random() * 100_000));
  return Array.from({ length: count }, () => {
    let text = '';
    while (text.length < length) text += `${dense && random() < 0.5 ? pick(sensitive)(number) : pick(ordinary)}\n`;
    // A string of its own, not a view into a longer one: as it comes out of a JSON parser.
    return Buffer.from(text.slice(0, length)).toString();
  });
}
