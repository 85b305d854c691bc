import type { Refusal, ResourceModel } from "../../../sandbox/fake-provider/model.ts";
import { each, oneOf, refuse, refuseIf, within } from "../../../sandbox/fake-provider/rules.ts";
import { type Fields, fields, list, text } from "../../../sandbox/fake-provider/value.ts";
import { exactlyOne, hexId, nonBlank, tagRefusals, withTags } from "./shared.ts";

const products = ["logs", "rum", "events", "apm"];
const replacements = ["none", "hash", "replacement_string", "partial_replacement_from_beginning", "partial_replacement_from_end"];

export const scannerGroup: ResourceModel = {
  required: ["filter", "isEnabled", "name", "productLists"],
  check: (inputs) => list(inputs.productLists).flatMap((product, i) => oneOf(`productLists[${i}]`, product, products)),
  refuse: (inputs) => [
    ...nonBlank(inputs, "name"),
    ...refuseIf(list(inputs.productLists).length === 0, "productLists", "at least one product is required"),
    ...each(inputs, "samplings", (sampling, path) => [
      ...oneOf(`${path}.product`, sampling.product, products),
      ...within(`${path}.rate`, sampling.rate, 0, 100),
    ]),
  ],
  refuseDelete: (id, _stored, account) => {
    const rules = account.all("sensitiveDataScannerRule").filter((rule) => rule.fields.groupId === id);
    return rules.length === 0 ? undefined : `the group still has rules: ${rules.map((rule) => rule.id).join(", ")}`;
  },
  id: hexId,
};

export const scannerRule: ResourceModel = {
  required: ["groupId"],
  replaces: ["groupId", "standardPatternId"],
  check: (inputs) => [
    ...exactlyOne(inputs, ["pattern", "standardPatternId"]),
    ...oneOf("textReplacement.type", fields(inputs.textReplacement).type, replacements),
  ],
  refuse: (inputs, { account }) => [
    ...nonBlank(inputs, "name"),
    ...tagRefusals(inputs),
    ...within("priority", inputs.priority, 1, 5),
    ...(account.get("sensitiveDataScannerGroup", text(inputs.groupId))
      ? []
      : refuse("groupId", `group ${text(inputs.groupId)} was not found`)),
    ...patternRefusals(inputs),
    ...replacementRefusals(fields(inputs.textReplacement)),
  ],
  normalise: withTags,
  canonical: withTags,
  id: hexId,
};

/** The vendor's expressions are PCRE; what both it and this language know is tried. */
function patternRefusals({ pattern }: Fields): Refusal[] {
  const plain = text(pattern).replace(/^\(\?i\)/, "");
  try {
    return refuseIf(
      new RegExp(plain).test("") && pattern !== undefined,
      "pattern",
      "the pattern matches nothing at all, which is everywhere",
    );
  } catch {
    return refuse("pattern", "the pattern is no regular expression");
  }
}

function replacementRefusals({ type, replacementString, numberOfChars }: Fields): Refusal[] {
  const partial = text(type).startsWith("partial");
  return [
    ...refuseIf(type === "replacement_string" && text(replacementString) === "", "textReplacement.replacementString", "must be given"),
    ...refuseIf(partial && !(Number(numberOfChars) > 0), "textReplacement.numberOfChars", "must be given"),
  ];
}
