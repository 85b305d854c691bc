import { type Explained, error, warning } from "./explained.ts";

/** Codes about what a file is, and how it is written. */
export const files = {
  // the file
  "unreadable-file": error(
    "Unreadable file",
    "A catalog needs an organization.yaml, and all of its files must be readable.",
    "create the file, or make it readable",
  ),
  "not-a-plain-file": error(
    "Link or repository in a catalog",
    "Its target can change, and be deployed, without a reviewed change.",
    "replace the link with the file",
  ),
  "unread-file": error(
    "File that is not read",
    "A system in an unread file looks monitored but is not.",
    "name it *.yaml, or move it out of systems/",
  ),
  "no-systems": error("No systems", "An empty catalog would remove every deployed object.", "add at least one file to systems/"),
  "file-too-large": error(
    "File too large",
    "No hand-written file is this large.",
    "split the system, or remove what does not belong to the catalog",
  ),
  "not-utf8": error("Not UTF-8", "Another encoding would be misread silently.", "save the file as UTF-8"),
  "empty-file": error("Empty file", "The file has no content.", "write the organization or system, or remove the file"),
  "yaml-syntax": error("YAML syntax", "The file is not valid YAML.", "fix the syntax; the parser stopped at this place"),
  "tab-indentation": error("Tab as indentation", "YAML indents with spaces.", "replace the tab with spaces"),
  "too-deep": error("Nested too deeply", "No part of a catalog needs this much nesting.", "remove the nesting"),
  "many-documents": error(
    "Several documents in one file",
    "Only the first document would be read.",
    "write one organization or system per file; remove the ---",
  ),
  "duplicate-key": error("Key written twice", "One of the two values would be lost silently.", "remove one of them"),
  alias: error(
    "YAML alias",
    "Reviewers must see a value where it is used, and nested aliases can grow without bound.",
    "write the value where it is used",
  ),
  "merge-key": error("YAML merge key", "Reviewers must see a value where it is used.", "write the keys where they are used"),
  "forbidden-key": error("Forbidden key", "The key has a special meaning in JavaScript.", "choose another name"),
  "inexact-number": error(
    "Number with too many digits",
    "Numbers are stored as floats of about seventeen digits, so the comparison would use another value.",
    "write at most fifteen digits, or exactly the float that the application exports",
  ),

  // the shape
  "unknown-key": error("Unknown key", "Nothing reads this key.", "correct its spelling or remove it"),
  "renamed-key": warning(
    "Renamed key",
    "The next version accepts only the new name.",
    "write the new name, or let `slostack migrate` write it",
  ),
  "missing-key": error("Missing key", "The entry is incomplete without it.", "add it"),
  "wrong-type": error("Wrong type", "The value has another type than the key takes.", "write a value of the expected type"),
  "missing-unit": error("Number without unit", "A bare number is ambiguous.", "write the unit: 99.9%, 30s, 40/h"),
  "list-for-map": error("List instead of a map", "Entries have names, not positions.", "write `name: value` instead of `- value`"),
  "unknown-value": error("Unknown word", "The key takes one of a fixed set of words.", "choose one of them"),
  "unknown-unit": error(
    "Unknown unit",
    "Thresholds and bounds are converted by the declared unit.",
    "choose one of the units, or none for a plain number",
  ),
  "invalid-id": error(
    "Not an id",
    "Ids become parts of names everywhere: lower-case words joined by single hyphens.",
    "rename it, for example api-errors",
  ),
  "invalid-form": error("Wrong form", "The text does not match the format of the key.", "write it in the format shown"),
  "out-of-range": error("Out of range", "The value is smaller or larger than makes sense here.", "choose a value within the range"),
  "exactly-one": error("Exactly one of several", "The keys exclude each other, and one is required.", "write exactly one of them"),
} as const satisfies Record<string, Explained>;
