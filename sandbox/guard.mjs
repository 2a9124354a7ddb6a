/**
 * Loaded into n8n's process ahead of n8n itself. File descriptor 3 is a pipe whose other end the
 * sandbox holds: when the sandbox is gone, however it went, the pipe closes, and n8n goes with
 * everything it started. So not even a killed test leaves an n8n behind.
 *
 * And it says when something failed that nobody handled, which n8n itself logs like any other error.
 */
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

const lifeline = new Socket({ fd: 3 });
lifeline.on('close', () => process.kill(-process.pid, 'SIGKILL'));
lifeline.resume();
lifeline.unref();

process.on('uncaughtExceptionMonitor', (error, origin) => {
	// At once: the process may be about to end.
	writeSync(2, `Nobody handled this (${origin}): ${error?.stack ?? error}\n`);
});
