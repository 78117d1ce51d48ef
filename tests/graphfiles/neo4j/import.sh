#!/bin/sh
# Loads this network into a new database of Neo4j 5, which must not hold anything yet and must be stopped:
#     sh import.sh [DATABASE]
set -eu
cd "$(dirname "$0")"
exec neo4j-admin database import full "${1:-neo4j}" --nodes=nodes.csv --relationships=relationships.csv \
    --id-type=string --multiline-fields=true --legacy-style-quoting=false --trim-strings=false --input-encoding=UTF-8
