import { z } from 'zod';

// Not `instanceof Error`: Jest gives every test file a realm of its own, in which an error that
// Node itself throws is no instance of that realm's Error.
const codeSchema = z.object({ code: z.string() });
const failedCommandSchema = z.object({ message: z.string(), stdout: z.string() });

/**
 * The code of an error that Node throws.
 *
 * @returns e.g. `ENOENT`; undefined when it has none
 */
export function errorCode(error: unknown): string | undefined {
	return codeSchema.safeParse(error).data?.code;
}

/**
 * What a failed command said: the error, which holds what it wrote to its standard error, and what
 * it wrote to its standard output.
 */
export function commandFailure(error: unknown): string {
	const { data } = failedCommandSchema.safeParse(error);
	return data ? `${data.message}\n${data.stdout}`.trim() : String(error);
}
