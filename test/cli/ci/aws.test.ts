import { afterAll, afterEach, describe, expect, test } from "vitest";
import { withAws } from "../../../cli/ci/aws.ts";
import { type Server, serve, type Told } from "./server.ts";
import { place } from "./steps.ts";

const here = place();
afterAll(() => here.remove());
let server: Server | undefined;
afterEach(() => server?.close());

const keys = `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>
  <SessionToken>s3ssion</SessionToken><SecretAccessKey>s3cret</SecretAccessKey><AccessKeyId>ASIA1</AccessKeyId>
</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

/** A job that may say who it is, GitHub and STS on this machine. */
async function job(sts: Told = { body: keys }, more: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  server = await serve(({ method, path, headers, text }) => {
    asked.push(`${method} ${path} ${headers.authorization ?? ""}${text ?? ""}`);
    return method === "POST" ? sts : { body: { value: "id.of.job" } };
  });
  const said: string[] = [];
  const env = {
    AWS_ROLE_ARN: "arn:aws:iam::1:role/slostack",
    AWS_ENDPOINT_URL_STS: server.base,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${server.base}/token?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: "r3quest",
    KEPT: "1",
    ...more,
  };
  return { context: { ...here.context, env, write: (text: string) => void said.push(text) }, asked, said: () => said.join("") };
}

describe("keys of AWS", () => {
  test("are those of a role, for the job that says who it is; they are masked, and what got them is not handed on", async () => {
    const { context, asked, said } = await job();
    expect(await withAws(context)).toEqual({
      AWS_ROLE_ARN: "arn:aws:iam::1:role/slostack",
      AWS_ENDPOINT_URL_STS: server?.base,
      KEPT: "1",
      AWS_ACCESS_KEY_ID: "ASIA1",
      AWS_SECRET_ACCESS_KEY: "s3cret",
      AWS_SESSION_TOKEN: "s3ssion",
    });
    expect(asked[0]).toBe("GET /token?api-version=2&audience=sts.amazonaws.com Bearer r3quest");
    expect(asked[1]).toMatch(
      /^POST \/ .*Action=AssumeRoleWithWebIdentity&.*RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fslostack&.*WebIdentityToken=id\.of\.job$/,
    );
    expect(said()).toBe("::add-mask::s3cret\n::add-mask::s3ssion\n");
  });

  test.each(["AWS_ROLE_ARN", "ACTIONS_ID_TOKEN_REQUEST_URL"])("stay those of the environment without %s", async (name) => {
    const { context, asked } = await job({}, { [name]: "", AWS_ACCESS_KEY_ID: "own" });
    expect(await withAws(context)).toMatchObject({ AWS_ACCESS_KEY_ID: "own" });
    expect(asked).toEqual([]);
  });

  test.each<readonly [string, Told, RegExp]>([
    [
      "refuses the role",
      { status: 403, body: "<Error><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message></Error>" },
      /STS .* answers 403: Not authorized/,
    ],
    ["answers something else", { body: "<html>" }, /STS returned no keys/],
  ])("are a clear fault where STS %s", async (_, told, said) => {
    const { context } = await job(told);
    await expect(withAws(context)).rejects.toThrow(said);
  });
});
