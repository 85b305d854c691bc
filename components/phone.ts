/** A telephone number as the vendor takes it: the country apart, everything else digits. */
export interface Phone {
  /** country calling code, for example 49 */
  readonly countryCode: number;
  /** the rest of the number, for example 3023125000 */
  readonly address: string;
}

/** Country calling codes of one and two digits. All others have three. Source: ITU-T E.164, list of assigned codes. */
const oneDigit = ["1", "7"];
const twoDigits =
  "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(
    " ",
  );

/**
 * Prefixes for calls within a country, which the vendor refuses. Source: the provider's validation of addresses; its
 * further rule, on Mexico, is about messages alone and is applied to both ways here.
 */
const trunkPrefix: Readonly<Record<number, string>> = {
  1: "1",
  33: "0",
  40: "0",
  44: "0",
  45: "0",
  49: "0",
  52: "1",
  61: "0",
  66: "0",
  91: "0",
};

/** Digits of a whole number, without the plus: E.164 allows 15; fewer than 8 are not reachable from abroad. */
const e164 = /^\+([1-9]\d{7,14})$/;

/** What is wrong with a number, in words that hold nothing of it; or its two parts. */
export function readPhone(written: string): Phone | { readonly fault: string } {
  const digits = e164.exec(written)?.[1];
  if (digits === undefined) return { fault: "is not written as + and 8 to 15 digits, country first (E.164)" };
  const code = oneDigit.includes(digits.slice(0, 1)) ? 1 : twoDigits.includes(digits.slice(0, 2)) ? 2 : 3;
  const phone = { countryCode: Number(digits.slice(0, code)), address: digits.slice(code) };
  const trunk = trunkPrefix[phone.countryCode];
  if (trunk !== undefined && phone.address.startsWith(trunk))
    return { fault: `has a ${trunk} after the country, which is for calls within it: leave it out` };
  return phone;
}
