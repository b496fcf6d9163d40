# What the application goes on to write: 60 orders are paid, 10 are new and 5 deleted.
set -eu

key() {
  printf '{"customer":{"S":"customer-%s"},"orderId":{"N":"%s"}}' "$1" "$2"
}

for customer in $(seq 1 30); do
  for number in 1 2; do
    aws dynamodb update-item --table-name orders --key "$(key "$customer" "$number")" \
      --update-expression 'SET #status = :paid' --expression-attribute-names '{"#status":"status"}' \
      --expression-attribute-values '{":paid":{"S":"paid"}}'
  done
done
for number in $(seq 101 110); do
  aws dynamodb put-item --table-name orders \
    --item "{\"customer\":{\"S\":\"customer-1\"},\"orderId\":{\"N\":\"$number\"},\"status\":{\"S\":\"new\"}}"
done
for customer in $(seq 1 5); do
  aws dynamodb delete-item --table-name orders --key "$(key "$customer" 25)"
done
echo "There are $(aws dynamodb scan --table-name orders --select COUNT --query Count) orders now."
