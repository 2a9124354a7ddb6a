import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a held lock is looked at again, in milliseconds. */
const RETRY = 1_000;

/**
 * Runs an action while no other process on this machine runs it. A lock whose owner has died (a
 * set-up broken off with Ctrl-C or by a crash) is taken over.
 *
 * @template T
 * @param {string} file the lock: a file that holds the owner's process id
 * @param {(line: string) => void} say receives one line when it has to wait
 * @param {() => Promise<T>} action
 * @returns {Promise<T>} what the action returned
 * @throws what the action throws; the lock is released all the same
 */
export async function withLock(file, say, action) {
	mkdirSync(dirname(file), { recursive: true });
	for (let waited = false; !acquire(file); waited = true) {
		if (!waited) say('… waiting: another process on this machine is doing the same');
		await sleep(RETRY);
	}
	try {
		return await action();
	} finally {
		rmSync(file, { force: true });
	}
}

/** @param {string} file @returns {boolean} whether the lock is ours now */
function acquire(file) {
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		if (!isOwnerAlive(file)) release(file);
		return false;
	}
}

/**
 * Removes the lock of a dead owner. It is moved aside first, which only one of several processes can do, so that
 * none removes a lock that another has just taken.
 * @param {string} file
 */
function release(file) {
	const aside = `${file}.${process.pid}`;
	try {
		renameSync(file, aside);
	} catch (error) {
		if (error.code !== 'ENOENT') throw error;
		return;
	}
	if (isOwnerAlive(aside)) linkBack(aside, file);
	rmSync(aside, { force: true });
}

/**
 * Gives a lock back that was taken between looking at it and moving it.
 * @param {string} aside @param {string} file
 */
function linkBack(aside, file) {
	try {
		linkSync(aside, file);
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
	}
}

/** @param {string} file @returns {boolean} */
function isOwnerAlive(file) {
	try {
		return process.kill(Number(readFileSync(file, 'utf8')), 0);
	} catch (error) {
		// EPERM: it lives, under another user. ESRCH: it is gone. ENOENT: released in between.
		return error.code === 'EPERM';
	}
}
