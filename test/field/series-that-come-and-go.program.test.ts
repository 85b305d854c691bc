import { afterAll } from "vitest";
import { removeHistories } from "../cli/history/shop.ts";
import { prove } from "./case.ts";
import { table } from "./tables/series-that-come-and-go.ts";

afterAll(removeHistories);
prove(table);
