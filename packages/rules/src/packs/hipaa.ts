import { approval, disclaimer, packRule, type RulePack } from './rule-pack.ts';

const citation = (letter: string) => `45 CFR 164.514(b)(2)(i)(${letter})`;

// prettier-ignore
export const hipaa: RulePack = {
  id: 'hipaa',
  name: 'HIPAA',
  description: `Protected health information in prompts, answers and tool calls: the Safe Harbor identifiers, and what may be done with them. ${disclaimer}`,
  rules: [
    packRule('phi-ssn', 'Social security number', 'pii_detect', { entities: ['US_SSN'] }, {
      severity: 'critical', citation: citation('G'), description: 'A social security number is one of the identifiers that make health information protected.',
      positive: ['SSN: 219-45-6789', 'Social Security Number 536 22 8726 on file'], negative: ['Part no. 219-45-67', 'The SSN field is required.'] }),
    packRule('phi-mrn', 'Medical record number', 'pii_detect', { entities: ['MRN'] }, {
      severity: 'critical', citation: citation('H'), description: 'A number that finds one patient in a record system.',
      positive: ['Patient admitted, MRN 00482913', '{"medicalRecordNumber": "7741-2290"}'], negative: ['The record of 2019 was broken.', 'order no. 00482913'] }),
    packRule('phi-beneficiary', 'Health plan beneficiary number', 'pii_detect', { entities: ['US_MBI'] }, {
      severity: 'critical', citation: citation('I'), description: 'A Medicare beneficiary identifier.',
      positive: ['MBI: 1EG4-TE5-MK73'], negative: ['Medicare covers this.', 'version 1.4.5'] }),
    packRule('phi-account', 'Account or card number', 'pii_detect', { entities: ['BANK_ACCOUNT', 'CREDIT_CARD', 'IBAN'] }, {
      severity: 'warning', citation: citation('J'), description: 'An account number of a patient or payer.',
      positive: ['Charge card 4539 5787 6362 1486', 'account number 4471829930'], negative: ['Take into account the number of visits.'] }),
    packRule('phi-license', 'Certificate or licence number', 'pii_detect', { entities: ['DRIVER_LICENSE', 'PASSPORT', 'DEA'] }, {
      severity: 'warning', citation: citation('K'), description: "A driver's licence, passport or DEA number.",
      positive: ["Driver's license: S530-4608-2791", 'Passport no. C03005988'], negative: ['MIT License, version 2'] }),
    packRule('phi-device', 'Device address', 'pii_detect', { entities: ['MAC_ADDRESS'] }, {
      severity: 'info', citation: citation('M'), description: 'The hardware address of a device, such as an infusion pump.',
      positive: ['pump 3C:5A:B4:0F:12:9E offline'], negative: ['The ratio was 12:30:45 at noon.'] }),
    packRule('phi-ip', 'IP address', 'pii_detect', { entities: ['IP_ADDRESS'] }, {
      severity: 'info', citation: citation('O'), description: 'The network address of a person or their device.',
      positive: ['Portal login from 203.0.113.77'], negative: ['Upgraded to version 10.4.2.1'] }),
    packRule('phi-contact', 'Phone, fax or e-mail', 'pii_detect', { entities: ['PHONE', 'EMAIL'] }, {
      severity: 'warning', citation: `${citation('D')}–(F)`, description: 'How a patient can be reached.',
      positive: ['Call the patient at (415) 555-2671', 'reminder sent to mary.hall@example.org'], negative: ['Use @mentions in the thread.'] }),
    packRule('phi-birth-date', 'Date of birth', 'pii_detect', { entities: ['DATE_OF_BIRTH'] }, {
      severity: 'warning', citation: citation('C'), description: 'A birth date, to more than the year.',
      positive: ['DOB 04/17/1961', '"birthDate": "1961-04-17"'], negative: ['Deployed on 2025-04-17', 'The invoice date is 04/17/2025'] }),
    packRule('phi-provider', 'National provider identifier', 'pii_detect', { entities: ['NPI'] }, {
      severity: 'info', citation: '45 CFR 162.406', description: "A provider's number. It names no patient; beside a visit it narrows who it was.",
      positive: ['Rendering provider NPI 1245319599'], negative: ['ticket 1245319599'] }),
    packRule('phi-sensitive-treatment', 'Psychotherapy or substance use', 'keyword_match', { keywords: ['psychotherapy notes', 'psychotherapy note', 'substance use disorder', 'opioid use disorder', 'alcohol use disorder', 'methadone', 'buprenorphine', 'HIV positive', 'HIV status', 'abortion', 'genetic test result', 'suicidal ideation'], wholeWord: true }, {
      severity: 'warning', citation: '45 CFR 164.508(a)(2); 42 CFR Part 2', description: 'Treatment that has its own, stricter rules.',
      positive: ['Attach the psychotherapy notes to the claim'], negative: ['The therapist was kind.'] }),
    packRule('phi-combined', 'Identifier beside a clinical term', 'expression', { cel: "found.exists(l, l in ['US_SSN', 'MRN', 'US_MBI', 'DATE_OF_BIRTH', 'PHONE', 'EMAIL']) && (mentions(prompt, 'diagnos, prescri, medication, chemotherapy, insulin, biopsy, oncology, discharged, lab result') || mentions(response, 'diagnos, prescri, medication, chemotherapy, insulin, biopsy, oncology, discharged, lab result'))" }, {
      severity: 'critical', citation: '45 CFR 160.103', description: 'An identifier and a condition or treatment in one event: that is protected health information.',
      positive: ['MRN 00482913 was diagnosed with type 2 diabetes'], negative: ['Insulin lowers blood sugar.', 'MRN 00482913 has an appointment'] }),
    packRule('phi-disclosure-approval', 'Disclosure without approval', 'sequence', { when: { actions: ['tool_use'], tools: ['send_*', 'email_*', 'export_*', 'share_*', 'upload_*', 'fax_*'], where: "found.exists(l, l in ['US_SSN', 'MRN', 'US_MBI', 'DATE_OF_BIRTH'])" }, requires: approval }, {
      severity: 'critical', citation: '45 CFR 164.508; 164.312(a)(1)', description: 'Identifiers leave through a tool and nobody approved it in this trace.',
      positive: [{ action: 'tool_use', traceId: 't', prompt: 'MRN 00482913', metadata: { tool: 'send_email' } }, [{ action: 'hitl_decision', traceId: 't', metadata: { decision: 'rejected' } }, { action: 'tool_use', traceId: 't', prompt: 'MRN 00482913', metadata: { tool: 'send_email' } }]],
      negative: [[{ action: 'hitl_decision', traceId: 't', metadata: { decision: 'approved' } }, { action: 'tool_use', traceId: 't', prompt: 'MRN 00482913', metadata: { tool: 'send_email' } }], { action: 'tool_use', traceId: 't', prompt: 'weather', metadata: { tool: 'send_email' } }] }),
    packRule('phi-bulk-access', 'Many records in an hour', 'rate_limit', { limit: 100, windowSeconds: 3600, groupBy: 'agentId', scope: { actions: ['tool_use', 'retrieval'] } }, {
      severity: 'warning', citation: '45 CFR 164.502(b); 164.514(d)', description: 'More look-ups in an hour than the minimum necessary would take. Set the limit to what your agents need.',
      positive: [Array.from({ length: 101 }, () => ({ action: 'retrieval', agentId: 'a', prompt: 'next record' }))], negative: [{ action: 'retrieval', agentId: 'a', prompt: 'one record' }] }),
    packRule('phi-audit-trail', 'No trace of who acted', 'expression', { cel: "agentId == null || agentId == ''", scope: { actions: ['tool_use', 'llm_call'] } }, {
      severity: 'info', citation: '45 CFR 164.312(b)', description: 'Audit controls need to know which agent acted.',
      positive: [{ action: 'tool_use', prompt: 'x' }], negative: [{ action: 'tool_use', agentId: 'a', prompt: 'x' }] }),
  ],
};
