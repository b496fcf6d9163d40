"""What ScyllaDB's tests of streams need to run against the local DynamoDB.

They ask whether the endpoint is AWS's by the end of its host name, and expect different things
if it is not. So the clients here talk to an address under amazonaws.com, which is looked up as
the local server. The port comes from the environment, LOCAL_DYNAMODB_PORT.
"""

import os
import signal
import socket
import time

import boto3
import pytest
from botocore.config import Config

ENDPOINT = 'http://dynamodb.us-east-1.amazonaws.com'
PORT = int(os.environ['LOCAL_DYNAMODB_PORT'])
SECONDS_FOR_A_TEST = int(os.environ.get('SECONDS_FOR_A_TEST', '120'))
# DescribeStream takes ten calls a second. On AWS the network keeps the tests from more.
BETWEEN_DESCRIBES = 0.11

_look_up = socket.getaddrinfo


def _look_up_locally(host, port, *rest, **named):
    if isinstance(host, str) and host.endswith('.amazonaws.com'):
        return _look_up('127.0.0.1', PORT, *rest, **named)
    return _look_up(host, port, *rest, **named)


socket.getaddrinfo = _look_up_locally


def _options():
    return dict(
        endpoint_url=ENDPOINT,
        region_name='us-east-1',
        aws_access_key_id='any',
        aws_secret_access_key='body',
        config=Config(parameter_validation=False, proxies={}),
    )


@pytest.fixture(scope='session')
def dynamodb():
    return boto3.resource('dynamodb', **_options())


@pytest.fixture(scope='session')
def dynamodbstreams():
    client = boto3.client('dynamodbstreams', **_options())
    client.meta.events.register(
        'before-call.dynamodb-streams.DescribeStream', lambda **_: time.sleep(BETWEEN_DESCRIBES))
    return client


@pytest.fixture(scope='session')
def test_table(dynamodb):
    table = dynamodb.create_table(
        TableName='alternator_Test_shared',
        BillingMode='PAY_PER_REQUEST',
        KeySchema=[
            {'AttributeName': 'p', 'KeyType': 'HASH'},
            {'AttributeName': 'c', 'KeyType': 'RANGE'},
        ],
        AttributeDefinitions=[
            {'AttributeName': 'p', 'AttributeType': 'S'},
            {'AttributeName': 'c', 'AttributeType': 'S'},
        ])
    yield table
    table.delete()


@pytest.fixture(scope='session')
def scylla_only():
    pytest.skip('a feature of ScyllaDB that AWS has not')


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    def stop(*_):
        raise TimeoutError(f'{item.name} takes more than {SECONDS_FOR_A_TEST} s')

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS_FOR_A_TEST)
    try:
        return (yield)
    finally:
        signal.alarm(0)
