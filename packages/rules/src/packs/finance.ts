import { approval, disclaimer, packRule, type RulePack } from './rule-pack.ts';

// prettier-ignore
export const finance: RulePack = {
  id: 'finance',
  name: 'Financial services',
  description: `Cardholder data (PCI DSS), customer data (GLBA), and what agents may say and do with money. ${disclaimer}`,
  rules: [
    packRule('card-number', 'Card number', 'pii_detect', { entities: ['CREDIT_CARD'] }, {
      severity: 'critical', citation: 'PCI DSS 4.0.1 3.4.1, 3.5.1', description: 'A primary account number must not be stored readable.',
      positive: ['Refund to card 4539 5787 6362 1486', '{"pan":"5425233430109903"}'], negative: ['ref 4539578763621487', 'tracking 1Z999AA10123456784'] }),
    packRule('card-verification', 'Card verification code or PIN', 'regex_match', { pattern: '\\b(cvv2?|cvc2?|cav2|card (security|verification) (code|value)|pin block|pinblock|pin code)["\']?\\s{0,3}(is|[:=#])\\s{0,3}["\']?[0-9]{3,8}\\b', flags: 'i' }, {
      severity: 'critical', citation: 'PCI DSS 4.0.1 3.3.1.2, 3.3.1.3', description: 'Sensitive authentication data is never to be kept, not even encrypted.',
      positive: ['CVV: 482', 'cvc is 091'], negative: ['Ask the customer for the CVV on the next screen.'] }),
    packRule('card-track-1', 'Magnetic stripe, track 1', 'regex_match', { pattern: '%B[0-9]{13,19}\\^[^\\^\\n]{2,26}\\^[0-9]{4,}' }, {
      severity: 'critical', citation: 'PCI DSS 4.0.1 3.3.1.1', description: 'Full track data is never to be kept after authorization.',
      positive: ['%B4539578763621486^HALL/MARY^27051011000000000000'], negative: ['100%B2B sales; 12=12'] }),
    packRule('card-track-2', 'Magnetic stripe, track 2', 'expression', { cel: "'CREDIT_CARD' in found && (re2(prompt, ';[0-9]{13,19}=[0-9]{7,}') || re2(response, ';[0-9]{13,19}=[0-9]{7,}'))" }, {
      severity: 'critical', citation: 'PCI DSS 4.0.1 3.3.1.1', description: 'Full track data is never to be kept after authorization.',
      positive: ['swipe ;4539578763621486=27051011000000000?'], negative: ['card 4539578763621486'] }),
    packRule('bank-account', 'Bank account', 'pii_detect', { entities: ['IBAN', 'BANK_ACCOUNT', 'ABA_ROUTING', 'SWIFT_BIC'] }, {
      severity: 'warning', citation: 'GLBA, 16 CFR 314.4(c)', description: "A customer's account or routing number.",
      positive: ['Pay to IBAN GB82 WEST 1234 5698 7654 32', 'routing number 021000021'], negative: ['The account manager will route it.'] }),
    packRule('customer-tax-id', 'Tax or social security number', 'pii_detect', { entities: ['US_SSN', 'US_ITIN', 'US_EIN', 'NATIONAL_ID'] }, {
      severity: 'critical', citation: 'GLBA, 16 CFR 313.3(n)', description: 'Nonpublic personal information of a customer.',
      positive: ['SSN 536-22-8726', 'EIN: 12-3456789'], negative: ['Form W-9 is attached.'] }),
    packRule('crypto-wallet', 'Crypto wallet', 'pii_detect', { entities: ['CRYPTO_WALLET'] }, {
      severity: 'info', citation: '31 CFR 1010.410(f)', description: 'A wallet address: a transfer may need the travel rule.',
      positive: ['send to wallet 0x52908400098527886E0F7030069857D2E4169EE7'], negative: ['commit 52908400098527886e0f7030069857d2e4169ee7'] }),
    packRule('insider-information', 'Material nonpublic information', 'keyword_match', { keywords: ['material nonpublic', 'material non-public', 'MNPI', 'insider information', 'before the announcement', 'not yet public', 'unannounced merger', 'unannounced acquisition', 'earnings before release', 'embargoed earnings'], wholeWord: true }, {
      severity: 'warning', citation: 'Exchange Act Rule 10b-5; Regulation FD, 17 CFR 243', description: 'Words that come with inside information.',
      positive: ['This is material nonpublic, buy before the announcement'], negative: ['The merger was announced publicly last year.'] }),
    packRule('performance-promise', 'Promise of returns', 'keyword_match', { keywords: ['guaranteed return', 'guaranteed returns', 'risk-free return', 'risk-free investment', 'risk free investment', 'cannot lose', "can't lose", 'no risk of loss', 'guaranteed profit', 'guaranteed profits', 'sure thing', 'double your money'], wholeWord: true, scope: { fields: ['response'] } }, {
      severity: 'warning', citation: 'FINRA Rule 2210(d)', description: 'An answer that promises what no investment can.',
      positive: [{ action: 'llm_call', response: 'This fund offers guaranteed returns of 12%.' }], negative: [{ action: 'llm_call', response: 'Returns are not certain.' }] }),
    packRule('personal-recommendation', 'Investment recommendation', 'regex_match', { pattern: '\\b(you should|i recommend( that)?( you)?|my advice is to) (buy|buying|sell|selling|short|shorting|invest in|investing in|hold) ', flags: 'i', scope: { fields: ['response'] } }, {
      severity: 'info', citation: 'Regulation Best Interest, 17 CFR 240.15l-1', description: 'A recommendation of a security: look whether suitability was asked and risks were said.',
      positive: [{ action: 'llm_call', response: 'You should buy ACME shares now.' }], negative: [{ action: 'llm_call', response: 'Shares can fall as well as rise.' }] }),
    packRule('payment-approval', 'Payment or trade without approval', 'sequence', { when: { actions: ['tool_use'], tools: ['*payment*', '*transfer*', '*wire*', '*refund*', '*trade*', 'place_order', 'execute_order', '*payout*'] }, requires: approval }, {
      severity: 'critical', citation: 'SOX 404; FINRA Rule 3110', description: 'Money moves and nobody approved it in this trace.',
      positive: [{ action: 'tool_use', traceId: 't', metadata: { tool: 'wire_transfer' } }, [{ action: 'hitl_decision', traceId: 't', metadata: { decision: 'rejected' } }, { action: 'tool_use', traceId: 't', metadata: { tool: 'wire_transfer' } }]], negative: [[{ action: 'hitl_consume', traceId: 't' }, { action: 'tool_use', traceId: 't', metadata: { tool: 'wire_transfer' } }], { action: 'tool_use', traceId: 't', metadata: { tool: 'search' } }] }),
    packRule('payee-change', 'Payee changed, then paid', 'sequence', { steps: [{ actions: ['tool_use'], tools: ['*payee*', '*beneficiary*', '*vendor_bank*', 'update_bank*'] }, { actions: ['tool_use'], tools: ['*payment*', '*transfer*', '*wire*', '*payout*'] }], withinSeconds: 86_400 }, {
      severity: 'critical', citation: 'FFIEC authentication guidance; business e-mail compromise', description: 'Where a payment goes was changed and the payment made in the same trace: the mark of invoice fraud.',
      positive: [[{ action: 'tool_use', traceId: 't', metadata: { tool: 'update_payee' } }, { action: 'tool_use', traceId: 't', metadata: { tool: 'send_payment' } }]],
      negative: [[{ action: 'tool_use', traceId: 't', metadata: { tool: 'send_payment' } }, { action: 'tool_use', traceId: 't', metadata: { tool: 'update_payee' } }]] }),
    packRule('payment-volume', 'Sum of payments in an hour', 'threshold', { path: 'metadata.amount', operator: '>', value: 10_000, aggregate: 'sum', windowSeconds: 3600, groupBy: 'agentId', scope: { actions: ['tool_use'] } }, {
      severity: 'critical', citation: '31 CFR 1010.311; FINRA Rule 3110', description: "One agent's `metadata.amount` adds up to more than 10,000 in an hour. Set the value to your limit.",
      positive: [[{ action: 'tool_use', agentId: 'a', metadata: { amount: 6000 } }, { action: 'tool_use', agentId: 'a', metadata: { amount: 6000 } }]], negative: [{ action: 'tool_use', agentId: 'a', metadata: { amount: 6000 } }] }),
    packRule('credit-denial', 'Credit denied without a reason', 'regex_match', { pattern: '\\b(credit|loan|mortgage|card) (application )?(is|was|has been) (denied|declined|rejected)\\s*[.!]?\\s*$', flags: 'im', scope: { fields: ['response'] } }, {
      severity: 'warning', citation: 'ECOA, Regulation B, 12 CFR 1002.9', description: 'An adverse action without its reason.',
      positive: [{ action: 'llm_call', response: 'Your loan application was denied.' }], negative: [{ action: 'llm_call', response: 'Your loan application was denied because the income could not be verified.' }] }),
    packRule('sar-mention', 'Mention of a suspicious activity report', 'keyword_match', { keywords: ['suspicious activity report', 'SAR filing', 'filed a SAR', 'file a SAR'], wholeWord: true, scope: { fields: ['response'] } }, {
      severity: 'critical', citation: '31 USC 5318(g)(2)', description: 'Telling a customer of a report is tipping off.',
      positive: [{ action: 'llm_call', response: 'We have filed a SAR about your account.' }], negative: [{ action: 'llm_call', response: 'Your report is ready.' }] }),
    packRule('off-channel', 'Move to another channel', 'regex_match', { pattern: "\\b(text me|message me|let's (talk|move|continue)|contact me|reach me) (this )?(on|over|via|to) (whatsapp|signal|telegram|wechat|my personal)", flags: 'i' }, {
      severity: 'warning', citation: 'SEC Rule 17a-4(b)(4); FINRA Rule 4511', description: 'Business talk that is meant to leave the record.',
      positive: ["let's move this to WhatsApp"], negative: ['The WhatsApp logo is green.'] }),
  ],
};
