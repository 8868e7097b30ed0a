import { describe, expect, test } from 'vitest';

import { detect } from '../src/index.ts';

/** What is found, as `LABEL text`. */
function found(text: string): string[] {
  return detect(text).map(({ start, end, label }) => `${label} ${text.slice(start, end)}`);
}

/** Texts that look like tokens are put together here, so that none stands in the source. */
const token = (...parts: string[]) => parts.join('');
const random = 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY';

describe('finds', () => {
  test.each([
    ['EMAIL jane.doe+x@mail.example.co.uk', 'Mail jane.doe+x@mail.example.co.uk.'],
    ['EMAIL j.doe@example.com', '<a href="mailto:j.doe@example.com">'],
    ['PHONE (415) 555-2671', 'call (415) 555-2671 now'],
    ['PHONE +44 20 7946 0958', 'dial +44 20 7946 0958'],
    ['PHONE 4155552671', '{"phone":"4155552671"}'],
    ['US_SSN 536-90-4399', '| Ann | 536-90-4399 |'],
    ['US_SSN 536904399', 'employee.ssn = "536904399"'],
    ['CREDIT_CARD 4539 5787 6362 1486', 'Ann|4539 5787 6362 1486|declined'],
    ['CREDIT_CARD 371449635398431', 'amex 371449635398431'],
    ['IBAN GB82 WEST 1234 5698 7654 32', 'to GB82 WEST 1234 5698 7654 32.'],
    ['IP_ADDRESS 203.0.113.77', 'host 203.0.113.77:8080'],
    ['IP_ADDRESS 2001:db8::8a2e:370:7334', 'from 2001:db8::8a2e:370:7334'],
    ['MAC_ADDRESS 3C:5A:B4:0F:12:9E', 'ether 3C:5A:B4:0F:12:9E'],
    ['DATE_OF_BIRTH November 28, 1946', 'birthdate=November 28, 1946'],
    ['DATE_OF_BIRTH 23.07.1985', 'Geburtsdatum: 23.07.1985'],
    ['PASSPORT C01X00T47', 'Reisepass-Nr. C01X00T47'],
    ['DRIVER_LICENSE D835-489-15-031-0', 'license_number: D835-489-15-031-0 (driver)'],
    ['MRN 796-3238', 'Medical record number 796-3238'],
    ['NPI 1740954619', 'Provider NPI 1740954619'],
    ['US_MBI 1EG4-TE5-MK73', 'MBI: 1EG4-TE5-MK73'],
    ['DEA BB1388568', 'prescriber DEA BB1388568'],
    ['US_ITIN 912-70-1234', 'ITIN 912-70-1234'],
    ['US_EIN 12-3456789', 'Federal tax ID (EIN) 12-3456789'],
    ['BANK_ACCOUNT 214605364', 'Acct # 214605364'],
    ['ABA_ROUTING 021000021', 'RTN: 021000021'],
    ['SWIFT_BIC DEUTDEFF', 'SWIFT/BIC code DEUTDEFF'],
    ['CRYPTO_WALLET 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'payout 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    ['NATIONAL_ID XH 29 86 88 B', 'NI number XH 29 86 88 B'],
    ['NATIONAL_ID 943 476 5919', 'NHS No: 943 476 5919'],
    ['NATIONAL_ID RSSMRA85T10A562S', 'CF: RSSMRA85T10A562S'],
    ['NATIONAL_ID 12345678Z', 'DNI 12345678Z'],
    ['NATIONAL_ID 529.982.247-25', 'cliente 529.982.247-25'],
    ['URL https://example.com/a?b=1', 'see https://example.com/a?b=1.'],
    ['SECRET Tr0ub4dor&3', 'password = "Tr0ub4dor&3"'],
    ['SECRET Dragon3391?', 'postgres://app:Dragon3391?@db.internal:5432/main'],
  ])('%s', (expected, text) => {
    expect(found(text)).toEqual([expected]);
  });

  test.each([
    ['github', token('gh', 'p_', random, 'Zx12')],
    ['aws_akid', token('AK', 'IA', 'Q3KXBMPLQ7RSTUVW')],
    ['anthropic', token('sk', '-ant-', 'api03-', random)],
    ['slack', token('xo', 'xb-', '1234567890-', random)],
    ['stripe', token('sk', '_live_', random)],
    ['agentaudit', token('aa', '_live_', random)],
    ['jwt', token('ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiIxMjM0NTY3ODkwIn0.', random)],
  ])('the secret of %s, without a name beside it', (kind, secret) => {
    expect(detect(`I found ${secret} in the history`)).toMatchObject([
      { label: 'SECRET', kind, start: 8, end: 8 + secret.length },
    ]);
  });

  test('a private key as one piece', () => {
    const key = token(
      '-----BEGIN ',
      'PRIVATE KEY-----\n',
      `${random}${random}\n`.repeat(5),
      '-----END ',
      'PRIVATE KEY-----',
    );
    expect(found(`key:\n${key}\n(keep)`)).toEqual([`SECRET ${key}`]);
  });
});

describe('leaves alone', () => {
  test.each([
    'version 5.9.6.4411 released',
    '"react@18.6.8" and "@types/node@24.18.0"',
    'commit fccd268a29a0d347301ef56e64dc3cd6089065c3',
    'UUID 550e8400-e29b-41d4-a716-446655440000',
    'ref 6257380637431181',
    'tracking 1ZEEMMF10068061583',
    '26.773068, -82.857531',
    'at 2026-04-27T15:16:00.207Z',
    'apiKey: process.env.OPENAI_API_KEY',
    '"password": "********"',
    'The password policy requires 12 characters and a token reset every 90 days.',
    'std::vector<int>::iterator it = v.begin();',
    'CAS 7732-18-5, lot 51858-31',
    'git clone git@github.com:org/repo.git',
    'ISBN 978-3-16-148410-0, total $1,234,567.89',
    'Meeting on 2024-05-13 at 12:30:45',
  ])('%s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('sees through', () => {
  test.each([
    ['full-width digits', 'ssn: ５３６-９０-４３９９', 'US_SSN ５３６-９０-４３９９'],
    ['Arabic digits', 'ssn: ٥٣٦-٩٠-٤٣٩٩', 'US_SSN ٥٣٦-٩٠-٤٣٩٩'],
    ['zero-width characters', 'mail j\u200bane@exam\u200dple.com!', 'EMAIL j\u200bane@exam\u200dple.com'],
    [
      'odd dashes and spaces',
      'card 4539\u00a05787\u20116362\u20111486',
      'CREDIT_CARD 4539\u00a05787\u20116362\u20111486',
    ],
    ['URL encoding', 'q=jane%2Bx%40example.com&x=1', 'EMAIL jane%2Bx%40example.com'],
    ['double URL encoding', 'q=jane%2540example.com', 'EMAIL jane%2540example.com'],
    ['HTML entities', 'jane&#64;example&#46;com', 'EMAIL jane&#64;example&#46;com'],
    ['JSON in strings', '{"a":"{\\"ssn\\":\\"536904399\\"}"}', 'US_SSN 536904399'],
    ['JSON escapes', '{"a":"jane\\u0040example.com"}', 'EMAIL jane\\u0040example.com'],
    ['digits one by one', 'ssn 5 3 6 - 9 0 - 4 3 9 9 ok', 'US_SSN 5 3 6 - 9 0 - 4 3 9 9'],
    ['spelled-out signs', 'jane (at) example (dot) com', 'EMAIL jane (at) example (dot) com'],
    ['words for signs', 'mail jane dot doe at example dot com now', 'EMAIL jane dot doe at example dot com'],
    ['signs in brackets', 'jane[@]example[.]com', 'EMAIL jane[@]example[.]com'],
    ['addresses made harmless', 'blocked 10[.]23[.]4[.]17', 'IP_ADDRESS 10[.]23[.]4[.]17'],
    ['underscores', 'ssn: 536_90_4399', 'US_SSN 536_90_4399'],
  ])('%s, with the span as written', (_, text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  test('the header of a table far above', () => {
    const rows = Array.from({ length: 20 }, (_, index) => `${index},Ann,53690439${index % 10}`);
    expect(found(`id,name,SSN\n${rows.join('\n')}`)).toHaveLength(20);
    expect(found('| name | MRN |\n|---|---|\n| Ann | 0048291 |')).toEqual(['MRN 0048291']);
    expect(found('<tr><th>Name</th><th>NPI</th></tr><tr><td>Ann</td><td>1740954619</td></tr>')).toEqual([
      'NPI 1740954619',
    ]);
  });
});

describe('takes a word that names a thing at its word', () => {
  test.each([
    ['CREDIT_CARD 180001894718246', 'My credit card 180001894718246 was lost'],
    ['NPI 8020404108', 'Prescriber NPI: 8020404108'],
    ['US_SSN 901-73-6024', 'Social Security: 901-73-6024'],
    ['PHONE 374 780 163', "They're not answering at 374 780 163"],
    ['PHONE 0171/1324183', 'VP Trading | Direct 0171/1324183'],
    ['PHONE 455 6186', 'Helsinki\n455 6186 office'],
    ['PHONE 833.719.3994x1887', '833.719.3994x1887-fax'],
    ['BANK_ACCOUNT 45763646', 'my account 45763646'],
    ["EMAIL tom.o'brien@example.com", "Mail tom.o'brien@example.com"],
    ['EMAIL tom@example.com', "WHERE email = 'tom@example.com'"],
  ])('%s', (expected, text) => {
    expect(found(text)).toEqual([expected]);
  });

  test.each([
    ['PHONE 06-34603110', 'T: 06-34603110'],
    ['PHONE +39 06 4331 3296', 'Outgoing call +39 06 4331 3296 (4m 12s)'],
    ['ABA_ROUTING 021000021', 'ACH: 021000021 (routing)'],
    ['PASSPORT LX447337', 'Nr paszportu: LX447337'],
    ['MRN MRN223262', 'Key: medical_record_no\nValue: MRN223262'],
    ['US_SSN 834-64-0072', "RECIPIENT'S TIN: 834-64-0072"],
    ['DATE_OF_BIRTH 24/02/1971', 'Fecha de nac.: 24/02/1971'],
    ['DRIVER_LICENSE Q2659644', 'Driver Lic #: Q2659644'],
    ['CRYPTO_WALLET bc1qkhktkrxw5cuy8mgprtuqkk2mx5f84n7v47tmuw', 'tip jar: bc1qkhktkrxw5cuy8mgprtuqkk2mx5f84n7v47tmuw'],
  ])('%s, as forms and signatures write it', (expected, text) => {
    expect(found(text)).toEqual([expected]);
  }); // prettier-ignore

  test('a word in brackets behind each value', () => {
    expect(found('021000021 (routing), 142343771 (account number)')).toEqual([
      'ABA_ROUTING 021000021',
      'BANK_ACCOUNT 142343771',
    ]);
  });

  test('a bank code beside its account number', () => {
    expect(found('GB82 WEST 1234 5698 7654 32 / DEUTDEFF')).toContain('SWIFT_BIC DEUTDEFF');
  });

  test('through a list', () => {
    expect(found("WHERE mrn IN ('49598351', 'H9659877')")).toEqual(['MRN 49598351', 'MRN H9659877']);
    expect(found('NPI\n1740954619\n2088939881')).toEqual(['NPI 1740954619', 'NPI 2088939881']);
    expect(found('birth_date from "10/02/1973" to "1964-05-05"')).toHaveLength(2);
    expect(found('record numbers G4346166, L948139 and X3467103')).toEqual([
      'MRN G4346166', 'MRN L948139', 'MRN X3467103',
    ]); // prettier-ignore
  });

  test('but not where it is a part of another, far off, or speaks of something else', () => {
    expect(found('invoice 387577378 sent to accounting')).toEqual([]);
    expect(found('GL account 4000-58704')).toEqual([]);
    expect(found('license plate ABC-53600')).toEqual([]);
    expect(found('Ein Mann zählt 1 2 3 4 5 6 7 8 9')).toEqual([]);
    expect(found('saw 14 patients today\nLOT UT876545')).toEqual([]);
    expect(found('e = 2.718281828459045')).toEqual([]);
    expect(found('doi:10.7226/j.cell.2016.91.926')).toEqual([]);
    expect(found('look at the dot in it')).toEqual([]);
    expect(found('<BirthDate/></BirthDate><Note>06 02 14 43</Note>')).toEqual([]);
    expect(found('Either pass `fetch` to the client')).toEqual([]);
    expect(found('RMA 0012345678 approved')).toEqual([]);
    expect(found('social media | viewBox="0 0 1024 768"')).toEqual([]);
    expect(found('USPS 9400 1518 5617 2778 1198 92')).toEqual([]);
  });
});

describe('names of columns speak for their values', () => {
  test.each([
    ['quoted cells', 'id,name,dob,npi\n1,"Lee, Ann","June 5, 1977",1740954619', ['DATE_OF_BIRTH June 5, 1977', 'NPI 1740954619']],
    ['lower-case abbreviations', 'id,sin,ein\n7,046 454 286,12-3456789', ['NATIONAL_ID 046 454 286', 'US_EIN 12-3456789']],
    ['SQL', "INSERT INTO kyc (account_no, mrn) VALUES ('271312174205', 'H5891784')", ['BANK_ACCOUNT 271312174205', 'MRN H5891784']],
    ['lists of columns and rows', '{"columns":["id","mrn","bic"],"rows":[[1,"7449788","INGBGB2A"]]}', ['MRN 7449788', 'SWIFT_BIC INGBGB2A']],
    ['lists of lists', '[["name","NPI"],["Ann","1740954619"]]', ['NPI 1740954619']],
    ['columns aligned with spaces', 'NAME      MRN        DOB\nHuang     8154688    1958-06-26\nIbarra    8904320    1991-11-20', ['MRN 8154688', 'DATE_OF_BIRTH 1958-06-26', 'MRN 8904320', 'DATE_OF_BIRTH 1991-11-20']],
    ['passwords', 'user;password\nann;Tulip_966x\nbob;M0nkey41', ['SECRET Tulip_966x', 'SECRET M0nkey41']],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  }); // prettier-ignore
});

describe('passwords', () => {
  test.each([
    ['said in a sentence', 'the password for the staging box is qwErty129 btw', 'qwErty129'],
    ['in another language', 'das Passwort lautet bFjKaHOfqF0t', 'bFjKaHOfqF0t'],
    ['in the line below', 'Contraseña\nSunshine#7097', 'Sunshine#7097'],
    ['of a manifest', '- name: DB_PASS\n  value: "letmein20244"', 'letmein20244'],
    ['of an XML attribute', '<field name="client_secret" value="E5zGZEX60Vbfw1lesr4TIi"/>', 'E5zGZEX60Vbfw1lesr4TIi'],
    ['of a pair', 'creds are admin / 1UtybahRaKMi^', '1UtybahRaKMi^'],
    ['of sshpass', "sshpass -p 'PaySwNWCC18' ssh deploy@build-01", 'PaySwNWCC18'],
    ['of a command', 'curl -s -u admin:zVTdJsnKRT_9 -X POST', 'zVTdJsnKRT_9'],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual([`SECRET ${expected}`]);
  });

  test.each(['The password is required!', 'the token count is 18233', 'password reset link is https://a.example/r1'])(
    'not in: %s',
    (text) => {
      expect(found(text).filter((each) => each.startsWith('SECRET'))).toEqual([]);
    },
  );
});

test('the nearest word decides what a number is', () => {
  expect(found('NPI 1740954619 SSN 536904399')).toEqual(['NPI 1740954619', 'US_SSN 536904399']);
  expect(found('social insurance number 046 454 286')).toEqual(['NATIONAL_ID 046 454 286']);
});
