import { noneIsSilent } from "./silent.ts";

noneIsSilent("system");
