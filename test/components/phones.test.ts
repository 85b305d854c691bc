import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPhone } from "../../components/phone.ts";
import { faultsOfPhones, phoneOf, phones } from "../../components/phones.ts";
import { ada, bob } from "./pagerduty/organization.ts";

describe("a number is read in its two parts", () => {
  test.each([
    ["one digit of country, North America", "+12015550100", 1, "2015550100"],
    ["one digit of country, Russia", "+79161234567", 7, "9161234567"],
    ["two digits, Germany", "+493023125000", 49, "3023125000"],
    ["two digits, the last of them", "+989121234567", 98, "9121234567"],
    ["three digits, Portugal", "+351912345678", 351, "912345678"],
    ["three digits that begin like two of another", "+8801712345678", 880, "1712345678"],
    ["a number that begins with 0 in its own right, Italy", "+390612345678", 39, "0612345678"],
    ["the longest", "+499999999999999", 49, "9999999999999"],
    ["the shortest", "+29012345", 290, "12345"],
  ])("%s", (_, written, countryCode, address) => {
    expect(readPhone(written)).toEqual({ countryCode, address });
  });
});

describe("a number is refused", () => {
  test.each([
    ["without a plus", "493023125000"],
    ["with blanks", "+49 30 23125000"],
    ["with an extension", "+493023125000,12"],
    ["of a country 0", "+0493023125000"],
    ["of 16 digits", "+4999999999999999"],
    ["of 7 digits", "+4930123"],
    ["that is empty", ""],
    ["with a line break", "+493023125000\n"],
  ])("%s", (_, written) => {
    expect(readPhone(written)).toEqual({ fault: "is not written as + and 8 to 15 digits, country first (E.164)" });
  });

  test.each([
    ["Germany, 0 30", "+4903023125000", "0"],
    ["France", "+330612345678", "0"],
    ["North America, 1 201", "+112015550100", "1"],
    ["Mexico's former 1 of mobile numbers", "+5215512345678", "1"],
  ])("with the prefix for calls within the country: %s", (_, written, digit) => {
    expect(readPhone(written)).toEqual({ fault: `has a ${digit} after the country, which is for calls within it: leave it out` });
  });
});

test("the two parts of whatever is read make the number again", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9][0-9]{7,14}$/), (written) => {
      const read = readPhone(written);
      if (!("fault" in read)) expect(`+${read.countryCode}${read.address}`).toBe(written);
    }),
    { seed: 7 },
  );
});

test("a number in two parts is the same number; one that lacks a part is refused without showing the other", () => {
  const written = { ada: { country: 49, number: "3023125000" }, bob: { country: "1", number: "2015550100" } };
  expect(faultsOfPhones([ada, bob], JSON.stringify(written))).toEqual([]);
  expect(phoneOf(ada, written)).toEqual({ countryCode: 49, address: "3023125000" });
  expect(phoneOf({ ...ada, id: "adele", formerly: ["ada"] }, written)).toEqual({ countryCode: 49, address: "3023125000" });
  const faults = faultsOfPhones([ada, bob], JSON.stringify({ ada: { country: 49 }, bob: { number: "2015550100" } }));
  expect(faults).toHaveLength(2);
  expect(faults.join()).not.toContain("2015550100");
});

describe("the setting of the numbers", () => {
  const numbers = { ada: "+493023125000", bob: "+12015550100" };

  test("is without fault where everybody has a number; a number of somebody else is left alone", () => {
    expect(faultsOfPhones([ada, bob], JSON.stringify({ ...numbers, former: "anything" }))).toEqual([]);
    expect(phoneOf(ada, numbers)).toEqual({ countryCode: 49, address: "3023125000" });
  });

  test("tells every fault at once", () => {
    expect(faultsOfPhones([ada, bob], JSON.stringify({ bob: "+49 30 23125000" }))).toEqual([
      "has no number for ada, but the catalog reaches ada by phone",
      "has a number for bob that is not written as + and 8 to 15 digits, country first (E.164)",
    ]);
    expect(faultsOfPhones([ada], '{"aada": "+493023125000"}')).toEqual([
      'has no number for ada, but the catalog reaches ada by phone. Did you mean "aada"?',
    ]);
    expect(faultsOfPhones([ada], '{"ada": 493023125000}')).toEqual(["has a value for ada that is not text"]);
  });

  test.each([
    ["no JSON", "ada: +493023125000"],
    ["a list", '["+493023125000"]'],
    ["a text", '"+493023125000"'],
    ["nothing", "null"],
  ])("is refused where it is %s", (_, value) => {
    expect(faultsOfPhones([ada], value)).toEqual([
      `is not a JSON object of person ids and their numbers: pulumi config set --path slostack:phones.<person>.country 49 and pulumi config set --secret --path slostack:phones.<person>.number <rest of the number>`,
    ]);
  });

  test("never shows anything of a number", () => {
    const digits = fc.stringMatching(/^[0-9]{6,20}$/);
    const written = fc.tuple(fc.constantFrom("+", "", "00", "+49 ", "+490"), digits).map((parts) => parts.join(""));
    const value = fc.oneof(
      written.map((number) => JSON.stringify({ ada: number, bbo: number })),
      written.map((number) => `{"ada": "${number}`),
    );
    fc.assert(
      fc.property(value, (text) => {
        const told = faultsOfPhones([ada, bob], text).join(" ").replaceAll("+ and 8 to 15 digits", "").replaceAll("E.164", "");
        const secret = /[0-9]{6,}/.exec(text)?.[0] ?? "";
        for (let at = 0; at + 3 <= secret.length; at++) expect(told).not.toContain(secret.slice(at, at + 3));
      }),
      { seed: 7 },
    );
  });

  test("is asked for as a secret", () => {
    const setting = phones([ada]);
    expect(setting).toMatchObject({ key: "slostack:phones", secret: true });
    expect(setting.faults?.("{}")).toHaveLength(1);
  });
});
