import { nearest } from "../model/nearest.ts";
import type { Person } from "../model/resolved.ts";
import { type Phone, readPhone } from "./phone.ts";
import type { Setting } from "./vendor.ts";

/** What the setting holds: ids of people to numbers, each in two parts (`country`, `number`) or as one text. */
export type Numbers = Readonly<Record<string, unknown>>;

/** Name of the setting below `slostack:`. */
export const phonesKey = "phones";

const way = `pulumi config set --path slostack:${phonesKey}.<person>.country 49 and pulumi config set --secret --path slostack:${phonesKey}.<person>.number <rest of the number>`;

/** Numbers by id of a person; nothing where the text is anything else. The parser's own words would quote the text. */
function numbersOf(value: string): Numbers | undefined {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? (read as Numbers) : undefined;
  } catch {
    return undefined;
  }
}

/** What is written for a person, also under an id that the person had before. */
function numberOf({ id, formerly }: Person, numbers: Numbers): unknown {
  const written = [id, ...formerly].find((one) => Object.hasOwn(numbers, one));
  return written === undefined ? undefined : joined(numbers[written]);
}

/**
 * A number in two parts, as one. The engine masks each secret verbatim (`makeEventEmitter` in pulumi/pulumi,
 * pkg/engine/events.go), and vendors repeat a number without its country: so it is masked only as a secret of its own.
 */
function joined(written: unknown): unknown {
  if (typeof written !== "object" || written === null) return written;
  const { country, number } = written as { readonly country?: unknown; readonly number?: unknown };
  return `+${country}${number}`;
}

/** Everything that is wrong with the numbers of these people, all at once; no sentence holds any part of a number. */
export function faultsOfPhones(people: readonly Person[], value: string): string[] {
  const numbers = numbersOf(value);
  if (!numbers) return [`is not a JSON object of person ids and their numbers: ${way}`];
  const ids = new Set(people.flatMap(({ id, formerly }) => [id, ...formerly]));
  const others = Object.keys(numbers).filter((id) => !ids.has(id));
  return people.flatMap((person) => {
    const { id } = person;
    const number = numberOf(person, numbers);
    if (number === undefined) {
      const near = nearest(id, others);
      return [`has no number for ${id}, but the catalog reaches ${id} by phone${near ? `. Did you mean "${near}"?` : ""}`];
    }
    if (typeof number !== "string") return [`has a value for ${id} that is not text`];
    const read = readPhone(number);
    return "fault" in read ? [`has a number for ${id} that ${read.fault}`] : [];
  });
}

/**
 * The number of one person.
 *
 * @param numbers what the setting holds
 * @throws Error without the number in it, where {@link faultsOfPhones} would have told of one
 */
export function phoneOf(person: Person, numbers: Numbers): Phone {
  const number = numberOf(person, numbers);
  const read = readPhone(typeof number === "string" ? number : "");
  if ("fault" in read) throw new Error(`the number of ${person.id} ${read.fault}`);
  return read;
}

/** Numbers are personal, so they are no part of the catalog: ids of people to numbers, secrets of the stack. */
export function phones(people: readonly Person[]): Setting {
  return { key: `slostack:${phonesKey}`, secret: true, faults: (value) => faultsOfPhones(people, value) };
}
