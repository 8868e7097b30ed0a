import type { ConditionOf } from '../rule-words.ts';

export type PiiLabel = NonNullable<ConditionOf<'pii_detect'>['entities']>[number];

const names = {
  EMAIL: 'E-mail address',
  PHONE: 'Phone number',
  URL: 'Web address',
  US_SSN: 'US social security number',
  US_ITIN: 'US taxpayer number (ITIN)',
  NATIONAL_ID: 'National identity number',
  PASSPORT: 'Passport number',
  DRIVER_LICENSE: 'Driver’s licence',
  DATE_OF_BIRTH: 'Date of birth',
  CREDIT_CARD: 'Payment card',
  IBAN: 'IBAN',
  BANK_ACCOUNT: 'Bank account',
  ABA_ROUTING: 'US routing number',
  SWIFT_BIC: 'SWIFT / BIC',
  US_EIN: 'US employer number (EIN)',
  CRYPTO_WALLET: 'Crypto wallet',
  MRN: 'Medical record number',
  US_MBI: 'Medicare beneficiary (MBI)',
  NPI: 'US provider number (NPI)',
  DEA: 'DEA number',
  SECRET: 'Password, key or token',
  IP_ADDRESS: 'IP address',
  MAC_ADDRESS: 'MAC address',
} as const satisfies Record<PiiLabel, string>;

export function nameOfPii(label: PiiLabel): string {
  return names[label];
}

/** In the order in which they are offered. */
export const piiGroups: readonly { name: string; labels: readonly PiiLabel[] }[] = [
  { name: 'Identity', labels: ['US_SSN', 'NATIONAL_ID', 'PASSPORT', 'DRIVER_LICENSE', 'DATE_OF_BIRTH', 'US_ITIN'] },
  { name: 'Contact', labels: ['EMAIL', 'PHONE', 'URL'] },
  {
    name: 'Money',
    labels: ['CREDIT_CARD', 'IBAN', 'BANK_ACCOUNT', 'ABA_ROUTING', 'SWIFT_BIC', 'US_EIN', 'CRYPTO_WALLET'],
  },
  { name: 'Health', labels: ['MRN', 'US_MBI', 'NPI', 'DEA'] },
  { name: 'Secrets and network', labels: ['SECRET', 'IP_ADDRESS', 'MAC_ADDRESS'] },
];
