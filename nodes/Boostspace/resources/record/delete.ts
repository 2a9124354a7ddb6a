import { deletion } from '../../delete';
import { recordField, recordId } from './fields';

/** `DELETE /custom-module-item/{id}` */
export const deleteOperation = deletion({
	what: 'record',
	description: 'Delete a record. This cannot be undone.',
	field: recordField,
	id: recordId,
	path: '/custom-module-item',
});
