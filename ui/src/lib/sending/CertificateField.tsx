// The certificate check of a target, which only `https:` URLs have.
import { Checkbox } from "@/components/Checkbox";
import { isTls } from "@/lib/targets/target";

interface CertificateFieldProps {
  url: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

export const CertificateField = ({ url, value, onChange }: CertificateFieldProps) =>
  isTls(url) && (
    <Checkbox checked={value} onChange={onChange}>
      Check the certificate
    </Checkbox>
  );
