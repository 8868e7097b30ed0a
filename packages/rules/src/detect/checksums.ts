// Each takes the compact form (no separators, upper case) of the right length and says whether its check holds.

const digitAt = (text: string, index: number) => text.charCodeAt(index) - 48;

export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, double = false; index >= 0; index--, double = !double) {
    const value = digitAt(digits, index) * (double ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * digitAt(digits, index), 0);
}

/** ISO 7064 mod 97-10 over letters as 10 to 35, as an IBAN has it: the first four characters come last. */
export function mod97(code: string): boolean {
  let rest = 0;
  for (let index = 4; index < code.length + 4; index++) {
    const unit = code.charCodeAt(index % code.length);
    rest = unit < 58 ? (rest * 10 + unit - 48) % 97 : (rest * 100 + unit - 55) % 97;
  }
  return rest === 1;
}

export function npi(digits: string): boolean {
  return luhn(`80840${digits}`);
}

export function abaRouting(digits: string): boolean {
  const prefix = Number(digits.slice(0, 2));
  const issued = prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) || prefix === 80;
  return issued && digits !== '000000000' && weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
}

export function dea(code: string): boolean {
  const digits = code.slice(2);
  return weighted(digits, [1, 2, 1, 2, 1, 2]) % 10 === digitAt(digits, 6);
}

export function ukNhs(digits: string): boolean {
  const check = (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === digitAt(digits, 9);
}

const verhoeffProduct =
  '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210';
const verhoeffPermutation = '01234567891576283094580379614289160435279453126870428657390127938064157046913258';

export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index++) {
    const permuted = digitAt(verhoeffPermutation, (index % 8) * 10 + digitAt(digits, digits.length - 1 - index));
    check = digitAt(verhoeffProduct, check * 10 + permuted);
  }
  return check === 0;
}

export function spanishNif(code: string): boolean {
  const number = code.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === code.at(-1);
}

const fiscalOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

export function italianFiscalCode(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const unit = code.charCodeAt(index);
    const value = unit < 58 ? unit - 48 : unit - 65;
    sum += index % 2 === 0 ? (fiscalOdd[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}

export function frenchNir(digits: string): boolean {
  const number = digits.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(number) % 97n) === Number(digits.slice(13));
}

export function polishPesel(digits: string): boolean {
  return (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digitAt(digits, 10);
}

export function brazilianCpf(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  const check = (length: number) => {
    let sum = 0;
    for (let index = 0; index < length; index++) sum += digitAt(digits, index) * (length + 1 - index);
    return ((sum * 10) % 11) % 10;
  };
  return check(9) === digitAt(digits, 9) && check(10) === digitAt(digits, 10);
}

export function dutchBsn(digits: string): boolean {
  return Number(digits) > 0 && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

export function germanTaxId(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < 10; index++) {
    const sum = (digitAt(digits, index) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, 10);
}

export function swedishPersonalNumber(digits: string): boolean {
  return luhn(digits.slice(-10));
}

export function norwegianBirthNumber(digits: string): boolean {
  const first = (11 - (weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === digitAt(digits, 9) && second === digitAt(digits, 10);
}

export function belgianNationalNumber(digits: string): boolean {
  const check = Number(digits.slice(9));
  const number = Number(digits.slice(0, 9));
  return 97 - (number % 97) === check || 97 - ((2_000_000_000 + number) % 97) === check;
}

export function finnishPersonalCode(code: string): boolean {
  const number = Number(code.slice(0, 6) + code.slice(7, 10));
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[number % 31] === code[10];
}

export function portugueseNif(digits: string): boolean {
  const rest = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest < 2 ? 0 : 11 - rest) === digitAt(digits, 8);
}

export function swissAhv(digits: string): boolean {
  return (10 - (weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === digitAt(digits, 12);
}

export function australianTfn(digits: string): boolean {
  return weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0;
}

export function australianMedicare(digits: string): boolean {
  return weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8);
}

export function singaporeNric(code: string): boolean {
  const offset = 'TG'.includes(code[0] ?? '') ? 4 : code[0] === 'M' ? 3 : 0;
  const rest = (weighted(code.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  const letters = 'ST'.includes(code[0] ?? '') ? 'JZIHGFEDCBA' : code[0] === 'M' ? 'KLJNPQRTUWX' : 'XWUTRQPNMLK';
  return (code[0] === 'M' ? letters[10 - rest] : letters[rest]) === code[8];
}

export function chineseResidentId(code: string): boolean {
  const sum = weighted(code, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === code[17];
}

export function southAfricanId(digits: string): boolean {
  return luhn(digits) && isMonthDay(digits.slice(2, 6));
}

export function turkishId(digits: string): boolean {
  const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === digitAt(digits, 9) && (odd + even + tenth) % 10 === digitAt(digits, 10);
}

export function chileanRut(code: string): boolean {
  let sum = 0;
  for (let index = code.length - 2, factor = 2; index >= 0; index--, factor = factor === 7 ? 2 : factor + 1) {
    sum += digitAt(code, index) * factor;
  }
  const check = 11 - (sum % 11);
  return (check === 11 ? '0' : check === 10 ? 'K' : String(check)) === code.at(-1);
}

export function irishPps(code: string): boolean {
  const second = code[8] === undefined || code[8] === 'W' ? 0 : code.charCodeAt(8) - 64;
  const rest = (weighted(code, [8, 7, 6, 5, 4, 3, 2]) + second * 9) % 23;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[rest] === code[7];
}

/** Whether `MMDD` can be a day. */
export function isMonthDay(digits: string): boolean {
  const month = Number(digits.slice(0, 2));
  const day = Number(digits.slice(2, 4));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
