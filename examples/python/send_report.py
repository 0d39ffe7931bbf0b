"""Sends one report to a country node, with nothing but proto/, a certificate and grpcio.

    python3 -m venv venv && venv/bin/pip install -r examples/python/requirements.txt
    venv/bin/python examples/python/send_report.py \
        examples/report.json localhost:7004 .waylight/region/certs MYLA

Sending the same report again is harmless: it gives the same receipt. So whatever a connection does, send again.
"""

import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import grpc
from google.protobuf.json_format import Parse
from google.rpc import error_details_pb2, status_pb2
from grpc_tools import protoc

PROTO = Path(__file__).resolve().parents[2] / "proto"
AGAIN = {
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
}


def generate(target: str) -> None:
    """Makes the Python code of the contracts. A real system does this once, when it is built."""
    wanted = ["waylight/intake/v1/intake.proto", "waylight/intake/v1/report.proto"]
    wanted += ["waylight/incident/v1/event.proto", "waylight/incident/v1/codes.proto"]
    wanted += ["waylight/trends/v1/trends.proto", "waylight/release/v1/release.proto"]
    include = str(Path(protoc.__file__).parent / "_proto")
    arguments = ["protoc", f"-I{PROTO}", f"-I{include}", f"--python_out={target}", f"--grpc_python_out={target}"]
    if protoc.main(arguments + wanted) != 0:
        raise SystemExit("the contracts in proto/ could not be read")
    sys.path.insert(0, target)


def submit(node, request, attempts: int = 5):
    for attempt in range(1, attempts + 1):
        try:
            return node.SubmitReport(request, timeout=10)
        except grpc.RpcError as error:
            # These say nothing about the report: the same one may be sent again. Everything else needs a person.
            if attempt == attempts or error.code() not in AGAIN:
                raise
            asked = [info.retry_delay.ToTimedelta() for info in details(error, error_details_pb2.RetryInfo)]
            time.sleep(asked[0].total_seconds() if asked else 0.25 * 2**attempt)


def details(error: grpc.RpcError, kind):
    """What comes with an error: which field is wrong, or how long to wait."""
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            for packed in status_pb2.Status.FromString(value).details:
                detail = kind()
                if packed.Unpack(detail):
                    yield detail


def main() -> int:
    if len(sys.argv) != 5:
        print("usage: send_report.py REPORT.json HOST:PORT CERTS ORGANISATION", file=sys.stderr)
        return 2
    file, address, certs, organisation = sys.argv[1:]
    with tempfile.TemporaryDirectory() as target:
        generate(target)
        intake = import_module("waylight.intake.v1.intake_pb2")
        service = import_module("waylight.intake.v1.intake_pb2_grpc")
        read = lambda *path: Path(certs, *path).read_bytes()
        credentials = grpc.ssl_channel_credentials(
            root_certificates=read("ca.crt"),
            private_key=read("organisations", f"{organisation}.key"),
            certificate_chain=read("organisations", f"{organisation}.crt"),
        )
        request = intake.SubmitReportRequest()
        Parse(Path(file).read_text(encoding="utf-8"), request.report)
        with grpc.secure_channel(address, credentials) as channel:
            try:
                answer = submit(service.IntakeServiceStub(channel), request)
            except grpc.RpcError as error:
                print(f"refused: {error.code().name} {error.details()}", file=sys.stderr)
                for bad_request in details(error, error_details_pb2.BadRequest):
                    for violation in bad_request.field_violations:
                        print(f"  {violation.field}: {violation.description}", file=sys.stderr)
                return 1
        receipt = answer.receipt
        state = intake.ReceiptState.Name(receipt.state)
        print(f"{receipt.report_id} revision {receipt.revision}: {intake.Outcome.Name(answer.outcome)}, {state}")
        return 0


if __name__ == "__main__":
    sys.exit(main())
