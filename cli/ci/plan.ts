import { type PreviewStep, parsePreview } from "../../analysis/review/plan/preview.ts";
import { isFields, isList, isSecretName } from "../../analysis/review/plan/value.ts";

/**
 * Of `pulumi preview --json` what a review needs: the steps that change something, with the inputs before and after.
 * What goes from a job with accounts to one without holds no outputs of vendors, no words of theirs, no settings of the
 * stack, and no value under a name by which vendors keep secrets, even if the engine does not know that it is one.
 *
 * @throws NoPreview if the text is something else
 */
export function reduced(text: string): unknown {
  const { steps, changeSummary } = parsePreview(text);
  return {
    steps: steps.filter(({ op }) => op !== "same").map(reducedStep),
    ...(changeSummary && { changeSummary }),
  };
}

function reducedStep({ oldState, newState, ...step }: PreviewStep): unknown {
  return { ...step, ...(oldState && { oldState: inputsOf(oldState) }), ...(newState && { newState: inputsOf(newState) }) };
}

const inputsOf = ({ outputs: _, ...state }: NonNullable<PreviewStep["oldState"]>): unknown => ({
  ...state,
  ...(state.inputs && { inputs: masked(state.inputs) }),
});

function masked(value: unknown): unknown {
  if (isList(value)) return value.map(masked);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, isSecretName(name) ? "[secret]" : masked(item)]));
}
