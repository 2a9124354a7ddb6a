import { apiRequestResource } from '../../../operation/apiRequest';
import { connectionResource } from '../../../operation/connectionResource';
import { idField, numericId } from '../../../operation/fields';
import type { Resources } from '../../../operation/operation';
import { boostspace } from '../../../services/boostspace';
import { RECORDS } from '../fields';
import { getAll, getOne } from '../read';
import { field } from './field';
import { label } from './label';
import { customModule } from './module';
import { record } from './record';
import { space } from './space';

const files = { one: 'file', many: 'files', path: '/file/' };

const users = { one: 'user', many: 'users', path: '/user' };

const statusSystems = {
	one: 'status system',
	many: 'status systems',
	path: '/status-system',
	query: { modul: RECORDS },
};

/** What the Boost.space node can do, in the order of its list. */
export const resources: Resources = {
	apiRequest: apiRequestResource(boostspace, {
		path: '/contact',
		query: '{"limit": 100}',
		body: '{"name": "One"}',
	}),
	connection: connectionResource(boostspace),
	customModule,
	field,
	file: {
		name: 'File',
		operations: {
			get: getOne(files, idField('File ID', 'file'), numericId('file')),
			getMany: getAll(files),
		},
	},
	label,
	record,
	space,
	statusSystem: { name: 'Status System', operations: { getMany: getAll(statusSystems) } },
	user: {
		name: 'User',
		operations: {
			get: getOne(users, idField('User ID', 'user'), numericId('user')),
			getMany: getAll(users),
		},
	},
};
