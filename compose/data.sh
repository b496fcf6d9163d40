# The table at the source and its first orders: 40 batches of 25. Nothing if the table is there already.
set -eu

if aws dynamodb describe-table --table-name orders >/dev/null 2>&1; then
  echo "The table orders is there already."
  exit 0
fi

aws dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=customer,AttributeType=S AttributeName=orderId,AttributeType=N \
  --key-schema AttributeName=customer,KeyType=HASH AttributeName=orderId,KeyType=RANGE \
  --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES >/dev/null

order() {
  printf '{"PutRequest":{"Item":{"customer":{"S":"customer-%s"},"orderId":{"N":"%s"},' "$1" "$2"
  printf '"status":{"S":"new"},"total":{"N":"%s.90"},"tags":{"SS":["blue","red"]},' "$2"
  printf '"lines":{"L":[{"M":{"sku":{"S":"A-%s"},"quantity":{"N":"2"}}}]}}}}' "$2"
}

for customer in $(seq 1 40); do
  batch=$(order "$customer" 1)
  for number in $(seq 2 25); do
    batch="$batch,$(order "$customer" "$number")"
  done
  aws dynamodb batch-write-item --request-items "{\"orders\":[$batch]}" >/dev/null
done
echo "Wrote 1000 orders."
