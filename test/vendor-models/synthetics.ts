import { type Fields, fields, list, text, type Value } from "../../sandbox/fake-provider/value.ts";
import { number, snaked } from "./snaked.ts";

/** A test of an endpoint as Datadog's plugin sends it: what is asked and expected is one configuration. */
export function syntheticsTest({ assertions, optionsList, requestDefinition, ...rest }: Fields): Fields {
  const { noSavingResponseBody, ...request } = fields(requestDefinition);
  return {
    ...rest,
    config: {
      assertions: list(assertions).map(assertion),
      // The one key of a request that the API writes in this case.
      request: { ...fields(snaked(request)), ...(noSavingResponseBody !== undefined && { noSavingResponseBody }) },
    },
    options: snaked(fields(optionsList)),
  };
}

/** Status codes and days are numbers there. */
function assertion(said: Value): Fields {
  const { target, ...rest } = fields(said);
  const counted = ["statusCode", "certificate", "responseTime"].includes(text(rest.type)) && ["is", "isNot"].includes(text(rest.operator));
  return { ...rest, target: counted || text(rest.type) === "certificate" ? number(target) : (target ?? null) };
}
