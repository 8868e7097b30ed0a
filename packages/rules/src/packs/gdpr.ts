import { approval, disclaimer, packRule, type RulePack } from './rule-pack.ts';

// prettier-ignore
export const gdpr: RulePack = {
  id: 'gdpr',
  name: 'GDPR',
  description: `Personal data of people in the Union, special categories, rights that they claim, and decisions made about them. ${disclaimer}`,
  rules: [
    packRule('personal-data', 'Personal data', 'pii_detect', { entities: ['EMAIL', 'PHONE', 'DATE_OF_BIRTH', 'PASSPORT', 'DRIVER_LICENSE'] }, {
      severity: 'warning', citation: 'GDPR Art. 4(1), 5(1)(c)', description: 'What identifies a person, in a prompt, answer or tool call.',
      positive: ['Write to anna.schmidt@example.de', 'Mobil: +49 151 23456789'], negative: ['Der Bericht ist fertig.', '"react@18.2.0"'] }),
    packRule('online-identifier', 'Online identifier', 'pii_detect', { entities: ['IP_ADDRESS', 'MAC_ADDRESS'] }, {
      severity: 'info', citation: 'GDPR Art. 4(1), Recital 30', description: 'An address of a device that can lead to its user.',
      positive: ['login from 198.51.100.23'], negative: ['released version 4.14.3.9596'] }),
    packRule('financial-data', 'Account or card number', 'pii_detect', { entities: ['IBAN', 'CREDIT_CARD', 'BANK_ACCOUNT'] }, {
      severity: 'warning', citation: 'GDPR Art. 32(1)', description: 'Data that harms a person when it leaks.',
      positive: ['Bankverbindung DE89 3704 0044 0532 0130 00'], negative: ['Das Konto wurde angelegt.'] }),
    packRule('national-id', 'National identification number', 'pii_detect', { entities: ['NATIONAL_ID'] }, {
      severity: 'critical', citation: 'GDPR Art. 87', description: 'A national number, which Member States protect with rules of their own.',
      positive: ['DNI/NIF: 12345678Z', 'PESEL 44051401359'], negative: ['order 44051401359'] }),
    packRule('health-data', 'Health data', 'keyword_match', { keywords: ['diagnosed with', 'medical history', 'health condition', 'mental illness', 'pregnant', 'pregnancy', 'disability', 'cancer treatment', 'HIV', 'antidepressant', 'depression', 'sick leave', 'Krankmeldung', 'Diagnose', 'Schwerbehinderung', 'arrêt maladie', 'historia clínica', 'enfermedad'], wholeWord: true }, {
      severity: 'warning', citation: 'GDPR Art. 9(1)', description: 'Words of health, a special category.',
      positive: ['She was diagnosed with epilepsy'], negative: ['A healthy code base'] }),
    packRule('belief-and-origin', 'Belief, origin, union or orientation', 'keyword_match', { keywords: ['ethnic origin', 'racial origin', 'ethnicity', 'religious belief', 'religious beliefs', 'his religion', 'her religion', 'their religion', 'political opinion', 'political opinions', 'party member', 'trade union', 'union member', 'union membership', 'sexual orientation', 'homosexual', 'transgender', 'Gewerkschaft', 'Religionszugehörigkeit', 'sexuelle Orientierung', 'orientation sexuelle', 'syndicat'], wholeWord: true }, {
      severity: 'warning', citation: 'GDPR Art. 9(1)', description: 'Words of the other special categories.',
      positive: ['Sort the applicants by ethnic origin'], negative: ['The union of two sets'] }),
    packRule('biometric-data', 'Biometric or genetic data', 'keyword_match', { keywords: ['fingerprint scan', 'fingerprint template', 'face template', 'faceprint', 'voiceprint', 'iris scan', 'retina scan', 'biometric data', 'biometric template', 'genetic data', 'DNA test', 'DNA profile', 'genome sequence'], wholeWord: true }, {
      severity: 'warning', citation: 'GDPR Art. 9(1)', description: 'Data that is the body itself.',
      positive: ['store the face template of the visitor'], negative: ['the browser fingerprint of the build'] }),
    packRule('criminal-data', 'Criminal convictions', 'keyword_match', { keywords: ['criminal record', 'criminal conviction', 'criminal convictions', 'convicted of', 'previous conviction', 'police record', 'Führungszeugnis', 'Vorstrafe', 'casier judiciaire', 'antecedentes penales'], wholeWord: true }, {
      severity: 'warning', citation: 'GDPR Art. 10', description: 'Data about offences.',
      positive: ['check the criminal record of the tenant'], negative: ['the record was set in 1999'] }),
    packRule('child-data', 'A child', 'regex_match', { pattern: '\\b(i am|i\'m|he is|she is|aged?|is only) (an? )?([4-9]|1[0-5])[ -]years?[ -]old', flags: 'i' }, {
      severity: 'warning', citation: 'GDPR Art. 8', description: 'Somebody says they are, or another is, under 16.',
      positive: ['I am 12 years old and want an account'], negative: ['The house is 12 years old', 'I am 42 years old'] }),
    packRule('subject-request', 'A right is claimed', 'keyword_match', { keywords: ['delete my data', 'erase my data', 'delete all my data', 'delete my personal data', 'erase my personal data', 'right to be forgotten', 'right to erasure', 'copy of my data', 'access my data', 'access to my personal data', 'data subject access request', 'DSAR', 'subject access request', 'object to the processing', 'correct my data', 'rectify my data', 'data portability', 'Auskunft nach Art. 15', 'meine Daten löschen', 'supprimer mes données', 'eliminar mis datos'], wholeWord: true, scope: { fields: ['prompt'] } }, {
      severity: 'critical', citation: 'GDPR Art. 12(3), 15–17, 20, 21', description: 'A request that must be answered within a month.',
      positive: ['Please delete my data and confirm'], negative: ['Delete the temporary file'] }),
    packRule('consent-withdrawn', 'Consent withdrawn', 'keyword_match', { keywords: ['withdraw my consent', 'withdraw consent', 'revoke my consent', 'unsubscribe me', 'stop processing my data', 'Einwilligung widerrufen', 'retirer mon consentement'], wholeWord: true, scope: { fields: ['prompt'] } }, {
      severity: 'warning', citation: 'GDPR Art. 7(3)', description: 'From here on the processing needs another ground.',
      positive: ['I withdraw my consent'], negative: ['Both gave their consent.'] }),
    packRule('breach', 'A breach is spoken of', 'keyword_match', { keywords: ['data breach', 'data leak', 'leaked customer data', 'exposed customer data', 'unauthorised access to personal data', 'unauthorized access to personal data', 'ransomware', 'Datenpanne', 'fuite de données'], wholeWord: true }, {
      severity: 'critical', citation: 'GDPR Art. 33(1)', description: 'From knowing of a breach there are 72 hours to notify.',
      positive: ['We think there was a data breach yesterday'], negative: ['Breach the topic in the meeting'] }),
    packRule('automated-decision', 'Decision about a person without a human', 'sequence', { when: { actions: ['tool_use'], tools: ['*reject*', '*deny*', '*terminate*', '*approve_loan*', '*score_applicant*', '*hire*', '*fire*', 'suspend_*', 'ban_*'] }, requires: approval }, {
      severity: 'critical', citation: 'GDPR Art. 22', description: 'A tool with effect on a person runs and no human decided in this trace.',
      positive: [{ action: 'tool_use', traceId: 't', metadata: { tool: 'reject_application' } }, [{ action: 'hitl_decision', traceId: 't', metadata: { decision: 'rejected' } }, { action: 'tool_use', traceId: 't', metadata: { tool: 'reject_application' } }]], negative: [[{ action: 'hitl_decision', traceId: 't', metadata: { decision: 'approved' } }, { action: 'tool_use', traceId: 't', metadata: { tool: 'reject_application' } }]] }),
    packRule('bulk-personal-data', 'Much personal data at once', 'pii_detect', { entities: ['EMAIL', 'PHONE', 'IBAN', 'NATIONAL_ID', 'DATE_OF_BIRTH'], minCount: 20 }, {
      severity: 'critical', citation: 'GDPR Art. 5(1)(c)', description: 'Twenty or more items of personal data in one event.',
      positive: [Array.from({ length: 21 }, (_, index) => `person${index}@example.com`).join(', ')], negative: ['one@example.com'] }),
    packRule('third-country', 'Region outside the Union', 'expression', { cel: "has(metadata.region) && !(string(metadata.region).startsWith('eu') || string(metadata.region).startsWith('europe') || string(metadata.region) in ['uk', 'ch', 'westeurope', 'northeurope', 'francecentral', 'germanywestcentral', 'swedencentral'])" }, {
      severity: 'info', citation: 'GDPR Art. 44–49', description: '`metadata.region` names a place outside the Union: a transfer needs its ground.',
      positive: [{ action: 'llm_call', metadata: { region: 'us-east-1' } }], negative: [{ action: 'llm_call', metadata: { region: 'eu-central-1' } }, { action: 'llm_call', metadata: {} }] }),
  ],
};
