/** What an action of the page works with, and what comes of it. */
import type { IDataObject } from 'n8n-workflow';

import type { Connection } from '../../../connection/connection';
import type { Files } from '../../../operation/files';
import type { Host } from '../../../operation/host';
import type { Credential } from '../api/credentials';
import type { Checked, Uses } from './memory';
import type { Notice } from './view/parts';

/** What an act works with. */
export interface Acting {
	readonly connection: Connection;
	readonly host: Host;
	readonly files: Files;
	readonly all: readonly Credential[];
	readonly checked: Readonly<Record<string, Checked>>;
}

/** How far the verifying of many is. */
export interface Step {
	readonly done: number;
	readonly total: number;
	/** When the first step began. */
	readonly since: string;
	/** What was asked to be verified. */
	readonly ids: readonly string[];
	/** The connections of this step. */
	readonly verified: readonly string[];
}

/** What became of an act: what the person is told, what leaves the node, and what is known from then on. */
export interface Result {
	readonly notice: Notice | undefined;
	readonly details: IDataObject;
	readonly checked: Readonly<Record<string, Checked>>;
	readonly step?: Step;
	/** The last uses, where they were read. */
	readonly uses?: Uses;
}
