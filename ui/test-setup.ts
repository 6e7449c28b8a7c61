// A busy machine is no reason for a red test: waiting ends with what is waited for, not with the clock.
import { configure } from "@testing-library/svelte";

configure({ asyncUtilTimeout: 15_000 });
