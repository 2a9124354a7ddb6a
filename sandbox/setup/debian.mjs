import { spawnSync } from 'node:child_process';

import { findProgram, run } from './commands.mjs';

/**
 * Installs Debian packages, as root or through a `sudo` that asks for no password.
 *
 * @param {string[]} packages names of Debian packages
 * @param {string} purpose what they are needed for ("run …"), for the error
 * @param {(line: string) => void} say receives progress
 * @returns {Promise<void>}
 * @throws {Error} naming the packages, when this machine or user cannot install them
 */
export async function installDebianPackages(packages, purpose, say) {
	const prefix = rootPrefix();
	if (!findProgram('apt-get') || !prefix) {
		throw new Error(
			`To ${purpose}, these Debian packages are needed: ${packages.join(' ')}. ` +
				`Install them ("apt-get install ${packages.join(' ')}" as root) and run this again.`,
		);
	}
	say(`… apt-get install ${packages.join(' ')}`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await run([...prefix, 'apt-get', 'update'], { env, say });
	await run([...prefix, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages], {
		env,
		say,
	});
}

/** @returns {string[] | undefined} what to put before a command so that root runs it */
function rootPrefix() {
	if (process.getuid?.() === 0) return [];
	const sudo = findProgram('sudo');
	return sudo && spawnSync(sudo, ['-n', 'true']).status === 0 ? [sudo, '-n'] : undefined;
}
