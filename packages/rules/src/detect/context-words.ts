import type { PiiLabel } from 'agentaudit-schemas';

/** What words near a value say it is. Countries' ids go by their own name. */
export type ContextKind =
  | Exclude<PiiLabel, 'NATIONAL_ID' | 'SECRET' | 'URL' | 'EMAIL' | 'US_MBI'>
  | 'US_MBI'
  | NationalIdKind
  | 'PASSWORD'
  | 'KEY'
  | 'NEUTRAL';

type NationalIdKind =
  | 'UK_NINO'
  | 'UK_NHS'
  | 'CA_SIN'
  | 'IN_AADHAAR'
  | 'IN_PAN'
  | 'ES_NIF'
  | 'IT_FISCAL_CODE'
  | 'FR_NIR'
  | 'PL_PESEL'
  | 'BR_CPF'
  | 'NL_BSN'
  | 'DE_TAX_ID'
  | 'SE_PERSONNUMMER'
  | 'NO_FODSELSNUMMER'
  | 'DK_CPR'
  | 'FI_HETU'
  | 'BE_NRN'
  | 'PT_NIF'
  | 'IE_PPS'
  | 'CH_AHV'
  | 'AU_TFN'
  | 'AU_MEDICARE'
  | 'SG_NRIC'
  | 'KR_RRN'
  | 'CN_RESIDENT_ID'
  | 'JP_MY_NUMBER'
  | 'MX_CURP'
  | 'ZA_ID'
  | 'TR_TCKN'
  | 'CL_RUT'
  | 'GENERIC_ID';

/**
 * Words by kind, lower case; a space stands for any one of space, `_`, `-` and nothing (camel case). `!` marks a
 * word that is also something else: it counts in capitals, or as the name of a field. `<` marks one that counts only
 * right before its value or as the header over it.
 */
// prettier-ignore
export const contextWords: Readonly<Record<ContextKind, readonly string[]>> = {
  PHONE: [
    'phone', 'telephone', 'tel', 'mobile', 'cell', 'cellphone', 'fax', 'call me', 'call us', 'called from', 'caller',
    'dial', 'dialed', 'ring', 'text me', 'texted', 'sms', 'whatsapp', 'voicemail', 'hotline', 'helpline', 'landline',
    'contact number', 'contact no', 'phone number', 'reach me', 'reach us', 'reached at', 'msisdn', 'handset',
    'telefon', 'telefono', 'teléfono', 'telefone', 'téléphone', 'telefoon', 'telefonnummer', 'handy', 'handynummer',
    'mobil', 'mobiel', 'celular', 'móvil', 'movil', 'cellulare', 'portable', 'rufnummer', 'numer telefonu', 'komórka',
    'puhelin', 'puhelinnumero', 'tlf', '电话', '手机', '電話', '携帯', '전화', 'телефон', 'contact:', 'call me on', 'call me at', 'please call', 'call on', 'call him', 'call her', 'call them', 'call back', 'callback', 'call at', 'calls from', 'calling from', 'call from',
    'extension', 'switchboard', 'pager', 'emergency contact', 'cell no', 'mob',
    'answering at', 'reach you', 'reach him', 'reach her', 'reach them', 'can call', 'call<', 'office<', 'my registered', 'registered number', 'messages to', 'message to', 'sms to', 'contact us', 'contact me', 'contact him', 'contact her', 'contact them', 'contact at', 'customer service', 'service team', 'support line', 'front desk', 'reception', 'desk:', 'team at<', 'ring me', 'phone me', 'rappeler au', 'rappelez', 'joindre au', 'joignable au', 'appeler au', 'erreichbar', 'erreichen', 'anrufen', 'ruf mich', 'rufen', 'chiamarmi al', 'chiamare', 'chiamami', 'richiamare', 'llamar al', 'llámame al', 'llame al', 'llamarme al', 'ligar para', 'me ligue', 'bel me', 'bellen', 'telefoonnr', 'telefonnr', 'fon', 'kontakt pod numerem', 'pod numerem', 'zadzwoń', 'telefonisch', 'toll free', 'tollfree', 'direct line', 'direct<', 'work:', 'home:', 'signal:', 'facsimile', 'phones',
    'contact<', 'contact detail', 'contact details', 'contact info', 'tele', 'tele number', 'calling<', 'telephonic', 'directed to<',
    'mob.', "number's<", 'my number', 'her number', 'his number', 'their number', 'i tried<', 'tried calling', 'outgoing call', 'incoming call', 'missed call', 'called<', 'dialled', 'rang<',
    'ph:', 'ph.', 'ph no',
    'tél', 'tél.', 'tlfn', 'tfn:', 'mobilnummer', 'mobilnr', 'handynr', 'gsm', 'cel', 'fijo', 'tlfno', 'teléf', 'teléf.', 'n° tel', 'nr tel', 'nr tel.', 'número de telefone', 'número de celular', 'número de móvil', 'número de teléfono', 'numéro de téléphone', 'numéro de portable', 'numero di telefono', 'numero di cellulare',
    'reachable at', 'reachable on', 'reachable under',
    'meine nummer', 'mon numéro', 'mi número', 'mio numero', 'meu número', 'mijn nummer', 'mój numer', 'our number',
  ],
  US_SSN: [
    'ssn', 'social security', 'social security number', 'social security no', 'soc sec', 'ss#', 'ss #', 'ss no',
    'ss number', 'socialsecuritynumber', 'ssn number', 'ssnum', 'social sec', 'social',
    'socialnum', 'social num', 'social number', 'ssnumber',
  ],
  CREDIT_CARD: [
    'credit card', 'debit card', 'card number', 'card no', 'card num', 'cardnumber', 'card', 'cc!', 'ccnum', 'cc number',
    'visa', 'mastercard', 'master card', 'amex', 'american express', 'discover', 'maestro', 'diners', 'jcb', 'pan!',
    'primary account number', 'kreditkarte', 'kreditkartennummer', 'tarjeta', 'carte bancaire', 'carte bleue',
    'carta di credito', 'creditcard', 'kartennummer', 'cartão', 'numero de carte', 'karta', 'karty', 'payment method',
    'charge', 'unionpay',
  ],
  IBAN: [
    'iban', 'bank account', 'bankverbindung', 'konto', 'kontonummer', 'beneficiary account', 'wire', 'sepa', 'transfer',
    'rekening', 'rekeningnummer', 'compte', 'cuenta', 'conto', 'überweisung', 'account',
  ],
  IP_ADDRESS: [
    'ip', 'ip address', 'ipaddr', 'ipv4', 'ipv6', 'client ip', 'source ip', 'remote addr', 'src ip', 'dst ip', 'host', 'server',
    'addr', 'address', 'peer', 'subnet', 'gateway', 'dns', 'ping', 'ssh', 'from', 'connected', 'x forwarded for', 'adresse ip',
  ],
  MAC_ADDRESS: ['mac', 'mac address', 'macaddr', 'bssid', 'ether', 'hwaddr', 'hardware address', 'physical address', 'ethernet', 'wlan', 'lladdr', 'arp'],
  DATE_OF_BIRTH: [
    'date of birth', 'birth date', 'birthdate', 'dob', 'd.o.b', 'born', 'birthday', 'birth day', 'bday', 'birth',
    'date birth', 'geburtsdatum', 'geboren', 'geburtstag', 'geb.', 'geb', 'fecha de nacimiento', 'nacido', 'nacida',
    'nacimiento', 'f. nac', 'date de naissance', 'né le', 'née le', 'naissance', 'data di nascita', 'nato il',
    'nata il', 'nascita', 'data de nascimento', 'nascimento', 'nascido', 'geboortedatum', 'födelsedatum', 'född',
    'fødselsdato', 'født', 'data urodzenia', 'urodzony', 'urodzona', 'syntymäaika', 'doğum tarihi', 'дата рождения',
    '出生日期', '生年月日', '생년월일', 'ngày sinh', 'datum rođenja', 'datum narození', 'yob', 'cumpleaños',
    'nasci em', 'nasci', 'nací', 'naci el', 'nacio', 'nació', 'sono nato', 'sono nata', 'je suis né', 'urodziłem', 'urodziłam', 'geburtsdat', 'date of brith', 'born on', 'birthdt', 'birth dt', 'dtbirth', 'ddn', 'gebdat', 'nascida', 'nascida em', 'doğum', 'né en',
    'fecha de nac', 'fecha nac', 'fec nac', 'f nac', 'né à', 'née à', 'nata a', 'nato a', 'nacido en', 'nacida en', 'geboren in', 'geb. datum', 'geb.-datum', 'data nasc', 'dt nasc', 'data ur.', 'data ur',
    'ur.',
  ],
  PASSPORT: [
    'passport', 'passport number', 'passport no', 'travel document', 'passeport', 'pasaporte', 'reisepass',
    'reisepassnummer', 'passaporto', 'passaporte', 'paspoort', 'paspoortnummer', 'paszport', 'pass no', 'passnummer', 'ppt no',
    'passi', 'pasaport', 'паспорт', '护照', '旅券', 'passnr', 'mrz',
    'travel doc', 'travel document number', 'travel doc no', 'pass nr', 'pass-nr', 'passport #', 'ppn!', 'reisedokument',
    'paszportu', 'nr paszportu', 'numer paszportu', 'passets', 'passin',
  ],
  DRIVER_LICENSE: [
    'driver license', 'drivers license', "driver's license", 'driver licence', 'drivers licence', "driver's licence",
    'driving licence', 'driving license', 'license number', 'licence number', 'license no', 'licence no', 'dl!', 'dl no', 'dl number',
    'dln', 'd/l', 'd.l.', 'lic no', 'lic#', 'führerschein', 'führerscheinnummer', 'fuhrerschein', 'permis de conduire',
    'permis<', 'licencia de conducir', 'carnet de conducir', 'permiso de conducir', 'patente di guida', 'patente<', 'rijbewijs',
    'rijbewijsnummer', 'carta de condução', 'cnh', 'prawo jazdy', 'körkort', 'førerkort', 'ajokortti', 'dvla', 'license<', 'licence<',
    'driver id', 'driverlicense', 'operator license', 'operators license', 'dmv<',
    'driver lic', 'drivers lic', "driver's lic", 'lic #', 'dr lic', 'driver lic no', 'driver license no', 'operator lic',
    'prawa jazdy', 'numer prawa jazdy',
  ],
  MRN: [
    'mrn', 'medical record', 'medical record number', 'medical record no', 'med rec', 'medical rec', 'patient id', 'patient number',
    'patient no', 'patientnumber', 'chart number', 'chart no', 'chart #', 'chart id', 'hospital number', 'hospital no', 'patient identifier',
    'record number', 'patient record', 'patient mrn', 'health record', 'health record number', 'epic id', 'pat id', 'patientenummer',
    'patientennummer', 'patienten id', 'numéro de dossier', 'número de historia clínica', 'historia clinica', 'nhc!', 'hrn',
    'med record', 'enterprise id<', 'unit number<', 'chart<', 'emr id', 'ehr id', 'mr#', 'mr no', 'm.r.n', 'patient<', 'medrec', 'patientid',
    'med. rec', 'med. rec.', 'med. record', 'medical rec.', 'mrn nbr',
    'file number', 'patient file', 'hospital file', 'hospital file number', 'medical file',
  ],
  NPI: ['npi', 'national provider identifier', 'provider identifier', 'npi number', 'npi no', 'provider npi', 'national provider', 'provider id', 'rendering provider'],
  US_MBI: ['mbi', 'medicare', 'medicare beneficiary', 'beneficiary identifier', 'medicare number', 'medicare id', 'hicn', 'medicare beneficiary identifier', 'medicare no'],
  DEA: ['dea', 'dea number', 'dea no', 'drug enforcement', 'prescriber', 'dea registration', 'controlled substance'],
  US_ITIN: ['itin', 'individual taxpayer', 'taxpayer identification', 'individual taxpayer identification number', 'taxpayer id', 'itin number', 'tax identification', 'i.t.i.n', 'taxpayer'],
  US_EIN: ['ein!', 'employer identification', 'employer identification number', 'employer id', 'fein', 'federal tax id', 'federal tax identification', 'federal id', 'tax id', 'taxid', 'business tax id', 'federal ein', 'tin', 'employer tax'],
  BANK_ACCOUNT: [
    'account number', 'account no', 'acct', 'acct no', 'acct number', 'account num', 'bank account', 'checking account', 'checking<', 'savings account',
    'savings<', 'a/c', 'a/c no', 'bank acct', 'account #', 'acct #', 'kontonummer', 'konto<', 'konto nr', 'accountnumber', 'bank account number',
    'número de cuenta', 'numero de cuenta', 'cuenta<', 'numéro de compte', 'compte<', 'conto<', 'numero conto', 'rekeningnummer', 'deposit account', 'beneficiary account',
    'direct deposit', 'account<', 'numer konta', 'conta<', 'bankaccount', 'acc no', 'acc number', 'acc!', 'bban', 'acct num',
    'nr konta', 'rachunku', 'numer rachunku', 'nº de cuenta', 'nº cuenta', 'n° de compte',
  ],
  ABA_ROUTING: ['routing', 'routing number', 'routing no', 'aba', 'aba routing', 'rtn', 'routing transit', 'transit number', 'aba number', 'aba no', 'fedwire', 'ach routing', 'routing transit number', 'rtn number'],
  SWIFT_BIC: ['swift', 'bic', 'swift code', 'bic code', 'swift bic', 'swift/bic', 'bic/swift', 'bank identifier code', 'bank identifier', 'bank code', 'swiftcode', 'correspondent bank', 'swift no', 'swift number', ':57a:', ':52a:', ':56a:', ':53a:', ':54a:', ':58a:'],
  CRYPTO_WALLET: ['wallet', 'wallet address', 'btc', 'bitcoin', 'eth', 'ethereum', 'crypto', 'payout address', 'deposit address', 'ltc', 'litecoin', 'usdt', 'usdc', 'coin', 'monero', 'xmr', 'solana', 'ripple', 'xrp', 'tron', 'dogecoin', 'doge', 'cardano', 'send funds', 'ransom', 'to address', 'from address', 'recipient address', 'blockchain', 'ledger address', 'satoshi', 'sats', 'send btc', 'token address', 'tether'],
  UK_NINO: ['nino', 'national insurance', 'national insurance number', 'ni number', 'ni no', 'ni#', 'insurance number', 'ni!', 'nat ins', 'n.i.'],
  UK_NHS: ['nhs', 'nhs number', 'nhs no', 'nhs id', 'national health service', 'nhs#', 'health service number'],
  CA_SIN: ['sin!', 'social insurance', 'social insurance number', 'canadian sin', 'sin number', 'sin no', 'sin#', 'numéro d’assurance sociale', "numéro d'assurance sociale", 'assurance sociale', 'nas!'],
  IN_AADHAAR: ['aadhaar', 'aadhar', 'adhaar', 'uidai', 'uid no', 'aadhaar number', 'aadhaar no', 'आधार'],
  IN_PAN: ['permanent account number', 'pan card', 'pan no', 'pan number', 'pan!', 'income tax pan'],
  ES_NIF: ['nif', 'dni', 'nie!', 'documento nacional de identidad', 'dni/nif', 'cif!', 'número de identificación', 'identificación fiscal', 'documento de identidad'],
  IT_FISCAL_CODE: ['codice fiscale', 'cod fiscale', 'cod. fiscale', 'cf!', 'c.f.', 'fiscal code', 'codicefiscale', 'cod fisc'],
  FR_NIR: ['nir', 'numéro de sécurité sociale', 'sécurité sociale', 'securite sociale', 'sécu', 'secu', 'numéro sécu', 'insee', 'n° ss', 'num secu', 'numero de securite sociale', 'nss!'],
  PL_PESEL: ['pesel', 'numer pesel', 'nr pesel'],
  BR_CPF: ['cpf', 'cadastro de pessoas físicas', 'cpf do cliente', 'cpf number', 'cadastro de pessoa'],
  NL_BSN: ['bsn', 'burgerservicenummer', 'burger service nummer', 'sofinummer', 'sofi nummer', 'citizen service number'],
  DE_TAX_ID: ['steuer', 'steueridentifikationsnummer', 'steuer id', 'steuerid', 'steuernummer', 'idnr', 'id nr', 'steuerliche identifikationsnummer', 'tin!', 'identifikationsnummer', 'german tax id', 'st-nr', 'tax id'],
  SE_PERSONNUMMER: ['personnummer', 'personnr', 'samordningsnummer', 'swedish personal number', 'swedish personal identity'],
  NO_FODSELSNUMMER: ['fødselsnummer', 'fodselsnummer', 'fnr', 'd-nummer', 'personnummer', 'norwegian national id'],
  DK_CPR: ['cpr', 'cpr nummer', 'cpr nr', 'personnummer', 'danish personal', 'cpr number'],
  FI_HETU: ['hetu', 'henkilötunnus', 'henkilotunnus', 'personbeteckning', 'finnish personal identity'],
  BE_NRN: ['rijksregisternummer', 'rijksregister', 'numéro national', 'numéro de registre national', 'registre national', 'nrn', 'national register', 'insz', 'niss'],
  PT_NIF: ['nif', 'número de identificação fiscal', 'contribuinte', 'numero de contribuinte', 'número de contribuinte', 'nipc'],
  IE_PPS: ['pps', 'ppsn', 'pps number', 'pps no', 'personal public service'],
  CH_AHV: ['ahv', 'ahv nummer', 'avs', 'numéro avs', 'sozialversicherungsnummer', 'ahv nr', 'ahvn13'],
  AU_TFN: ['tfn', 'tax file number', 'tax file no'],
  AU_MEDICARE: ['medicare', 'medicare card', 'medicare number', 'australian medicare'],
  SG_NRIC: ['nric', 'fin!', 'nric number', 'nric/fin', 'identity card', 'nric no', 'singapore id'],
  KR_RRN: ['주민등록번호', 'rrn', 'resident registration', 'resident registration number'],
  CN_RESIDENT_ID: ['身份证', '身份证号', 'resident id', 'resident identity', 'id card number', '公民身份号码', 'chinese id', 'identity card'],
  JP_MY_NUMBER: ['マイナンバー', '個人番号', 'my number', 'individual number'],
  MX_CURP: ['curp', 'clave única'],
  ZA_ID: ['south african id', 'sa id', 'rsa id', 'za id', 'id number', 'identity number'],
  TR_TCKN: ['tc kimlik', 'tckn', 'kimlik no', 't.c.', 'kimlik numarası'],
  CL_RUT: ['rut!', 'rol único'],
  GENERIC_ID: [
    'national id', 'national identification', 'national identity', 'national id number', 'national identification number', 'nationalid', 'citizen id', 'personal id number',
    'personal identification number', 'personal identity number', 'personal identity code', 'id card', 'identity card', 'identity number', 'identity card number', 'id card number',
    'government id', 'state id', 'personalausweis', 'personalausweisnummer', 'ausweisnummer', "carte d'identité", 'carta di identità', 'carta d’identità', 'cédula', 'cedula', 'documento de identidad',
    'dowód osobisty', 'numer dowodu', 'identiteitskaart', 'cnp', 'egn', 'amka', 'oib', 'jmbg', 'nik!', 'cnic', 'tax identification number', 'tax number', 'vat id', 'inn!', 'инн', 'снилс', 'snils',
    'national insurance id', 'social insurance id', 'svnr', 'hkid', 'mykad', 'thai id', 'rodné číslo', 'rodne cislo', 'idcardnum', 'id_card', 'socialnum', 'socialnumber', 'taxnum',
  ],
  /** Heads of columns; beside one value they begin an assignment. */
  PASSWORD: ['password<', 'passwd<', 'pwd<', 'passphrase<', 'passwort<', 'kennwort<', 'contraseña<', 'contrasena<', 'mot de passe<', 'senha<', 'wachtwoord<', 'hasło<', 'temp password<', 'pass<'],
  KEY: ['api key<', 'apikey<', 'token<', 'access token<', 'auth token<', 'api token<', 'secret<', 'secret key<', 'client secret<', 'api secret<', 'access key<', 'private key<', 'refresh token<', 'bearer token<'],
  /** Numbers that are something else: nothing is found right behind these without a better reason. */
  NEUTRAL: [
    'ref', 'reference', 'order', 'order id', 'order no', 'order number', 'tracking', 'tracking number', 'version', 'invoice', 'invoice no', 'invoice number', 'ticket', 'ticket id',
    'build', 'release', 'score', 'lot', 'cas', 'part no', 'part number', 'sku', 'isbn', 'issn', 'doi', 'trace', 'trace id', 'span id', 'commit', 'sha', 'sha256', 'sha1', 'md5', 'uuid', 'guid', 'timestamp', 'pid', 'port',
    'serial', 'serial no', 'serial number', 'customer id', 'user id', 'request id', 'transaction', 'transaction id', 'txn', 'session', 'session id', 'batch', 'model', 'revision', 'rev', 'epoch', 'offset', 'checksum', 'hash',
    'item', 'product', 'product id', 'catalog', 'barcode', 'upc', 'ean', 'gtin', 'job', 'job id', 'run', 'run id', 'process', 'thread', 'seq', 'sequence', 'row', 'line', 'page', 'chapter', 'section', 'figure', 'table', 'seed',
    'po number', 'purchase order', 'confirmation', 'confirmation number', 'booking', 'reservation', 'case', 'case no', 'case number', 'issue', 'bug', 'pull request', 'message id', 'event id', 'device id', 'object id', 'record id', 'node', 'bytes', 'size', 'v', 'ver', 'fw', 'firmware', 'rfc', 'iso', 'oid', 'chrome', 'firefox', 'safari', 'mozilla', 'kernel', 'driver version', 'assembly',
    'gl account', 'ledger account', 'license plate', 'licence plate', 'number plate', 'plate number', 'license key', 'licence key', 'software license', 'medical license', 'nursing license', 'business license', 'zip', 'zip code', 'postal code', 'postcode', 'plz', 'customer no', 'customer number', 'employee id', 'policy number', 'policy no', 'claim no', 'shipment', 'parcel', 'locator', 'imei', 'iccid', 'imsi', 'vin', 'asin', 'tweet', 'duplicate entry', 'exit code', 'block height', 'block hash', 'ups', 'lot no', 'batch no', 'student id', 'member id', 'catalogue', 'etag', 'traceid', 'thread id', 'pmid', 'pubmed', 'arxiv', 'orcid', 'ndc', 'cpt', 'icd',
    'call id', 'call number', 'call no',
    'po no', 'po #',
  ],
};
