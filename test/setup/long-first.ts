import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files of few lines that take minutes. Without times of an earlier run the runner begins with the largest files, and would wait for these in the end. */
const long = [
  "test/analysis/review/keys/system.test.ts",
  "test/analysis/review/keys/organization.test.ts",
  "test/analysis/review/keys.test.ts",
];

export default class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification) => Number(!long.some((file) => moduleId.endsWith(file)));
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}
