"""Run by Alembic inside of the transaction that ``database.migrate`` has begun: a migration is there whole or not at all."""

from alembic import context

from corrobora.casebook.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
