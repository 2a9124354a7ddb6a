/**
 * Runs a program that is none of Node's for as long as the sandbox lives:
 *
 *     node keeper.mjs '{"uid": 101, "gid": 103}' <program> <argument…>
 *
 * File descriptor 3 is a pipe whose other end the sandbox holds: when the sandbox lets go of it or is gone, however it
 * went, the program is asked to end, and killed if it does not. Ends as the program ends.
 */
import { spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** How long the program gets to end by itself, in milliseconds. */
const STOP_TIMEOUT = 10_000;

const [identity, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, {
	...JSON.parse(identity),
	stdio: ['ignore', 'inherit', 'inherit'],
});
child.on('exit', (code) => process.exit(code ?? 1));

const lifeline = new Socket({ fd: 3 });
lifeline.on('close', () => {
	// Redis and PostgreSQL both take it for "end now, in good order"; the latter would wait for its clients on SIGTERM.
	child.kill('SIGINT');
	setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
});
lifeline.resume();
